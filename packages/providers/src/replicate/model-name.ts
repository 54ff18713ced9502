/** A model as a request may name it: `owner/name`, or `owner/name:version` where the vendor runs one version. */
const NAME = /^([\w-][\w.-]*)\/([\w-][\w.-]*)(?::([0-9a-f]{64}))?$/u;

export interface ModelName {
  readonly owner: string;
  readonly name: string;
  readonly version: string | undefined;
}

export const parseModelName = (text: string): ModelName | undefined => {
  const [, owner, name, version] = NAME.exec(text) ?? [];
  return owner === undefined || name === undefined ? undefined : { owner, name, version };
};
