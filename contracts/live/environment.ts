/** Variables that the verifier's process needs, and no others: there may be secrets under any name. */
const NEEDED = /^(?:path|home|tmpdir|temp|tmp|systemroot|windir|lang|lc_all|node_path)$/i;

export function environmentOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => NEEDED.test(name)));
}
