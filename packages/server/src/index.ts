export { forgetAnalyzer, type NamedAnalyzer, saveAnalyzer } from "./config/analyzer-file.ts";
export type { Config, Environment, Flags, Place, SettingName } from "./config/config.ts";
export { loadConfig } from "./config/load-config.ts";
export { readConfig, type ConfigSources } from "./config/read-config.ts";
export {
  checkStorage,
  createKinora,
  type Kinora,
  type KinoraOptions,
  type OwnedElsewhere,
  tryAnalyzer,
} from "./main.ts";
export type { Owner } from "./owner/owner-file.ts";
export { createLog, silentLog, type Log, type LogFields, type LogOptions } from "./telemetry/log.ts";
export { VERSION } from "./version.ts";
export { checkInstallation } from "./app/installation/check-installation.ts";
export type { Finding, Verdict } from "./app/installation/finding.ts";
