/** The emulator's public face. */

export { createEmulator } from "./create-emulator.ts";
export { type Emulator, type EmulatorOptions } from "./emulator.ts";
export type { AnswerLogEntry } from "./http/answer-log-entry.ts";
export type { Clock } from "./runtime/clock.ts";
export { defaultSettings, type Settings, type SettingsInput } from "./settings.ts";
export { type RunningEmulator, type StartOptions, startEmulator } from "./start.ts";
export type { SeedData } from "./types/seed.ts";
