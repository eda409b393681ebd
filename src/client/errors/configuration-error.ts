import { failedTo } from "./error-message.ts";
import { ConfigurationError } from "./errors.ts";

/** @param option its name, or that of the environment variable that stands in for it */
export function unusable(
  option: string,
  shown: string,
  please: string,
  purpose = "create the client",
): ConfigurationError {
  return new ConfigurationError(failedTo(purpose, `${option} cannot be used`, shown, please));
}
