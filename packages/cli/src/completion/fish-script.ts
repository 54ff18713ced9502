import type { OfferedCommand, OfferedOption } from "./command-tree.ts";

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const nameOf = (flag: string): string => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`);

const optionLine = (path: string, { flags, description, takesValue, choices }: OfferedOption): string => {
  const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(" "))}` : takesValue ? " -r -F" : "";
  return `complete -c kinora -n ${quoted(`__kinora_at ${path}`)} ${flags.map(nameOf).join(" ")}${value} -d ${quoted(description)}`;
};

const linesOf = ({ path, commands, options, choices }: OfferedCommand): string[] => {
  const at = `complete -c kinora -n ${quoted(`__kinora_at ${path}`)}`;
  return [
    ...commands.map(({ name, description }) => `${at} -f -a ${quoted(name)} -d ${quoted(description)}`),
    ...(choices.length === 0 ? [] : [`${at} -f -a ${quoted(choices.join(" "))}`]),
    ...options.map((option) => optionLine(path, option)),
  ];
};

/** A script for fish 3: it knows all words by itself, so that a key press starts no process. */
export const fishScript = (
  commands: readonly OfferedCommand[],
): string => `# fish completion for kinora: kinora completion fish | source
function __kinora_at
  set -l path kinora
  for word in (commandline -opc)[2..-1]
    contains -- "$path $word" ${commands
      .slice(1)
      .map(({ path }) => quoted(path))
      .join(" ")}; and set path "$path $word"
  end
  test "$path" = "$argv"
end
${commands.flatMap(linesOf).join("\n")}
`;
