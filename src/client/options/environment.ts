/**
 * An environment variable, where there is an environment: browsers and workers have none, Deno may refuse it.
 *
 * @returns undefined when it is not set, or empty
 */
export function environment(name: string): string | undefined {
  try {
    return globalThis.process?.env?.[name] || undefined;
  } catch {
    return undefined;
  }
}
