import type { OfferedCommand } from "./command-tree.ts";

const quoted = (words: readonly string[]): string => `"${words.join(" ")}"`;

/** `case` arms for what may follow an option that takes a value: one of a few words, or else a file. */
const valueArms = (commands: readonly OfferedCommand[]): string[] =>
  commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flags, choices }) => {
        const places = flags.map((flag) => `"${path} ${flag}"`).join(" | ");
        const words = choices.length === 0 ? "" : `words=${quoted(choices)} `;
        return `    ${places}) ${words}is_value=1 ;;`;
      }),
  );

const wordArms = (commands: readonly OfferedCommand[]): string[] =>
  commands.map(({ path, commands: below, options, choices }) => {
    const flags = options.flatMap((option) => option.flags);
    const words = [...below.map(({ name }) => name), ...choices];
    return `    "${path}") words=${quoted(words)} flags=${quoted(flags)} ;;`;
  });

const pathsBelow = (commands: readonly OfferedCommand[]): string =>
  commands
    .slice(1)
    .map(({ path }) => `"${path}"`)
    .join(" | ");

/**
 * A script for bash (also 3.2, macOS's own): it knows all words by itself, so that a key press starts no process. Where it has
 * no words to offer, bash offers files.
 */
export const bashScript = (
  commands: readonly OfferedCommand[],
): string => `# bash completion for kinora: eval "$(kinora completion bash)"
_kinora() {
  local current=\${COMP_WORDS[COMP_CWORD]} path=kinora words= flags= is_value= index
  for ((index = 1; index < COMP_CWORD; index += 1)); do
    case "$path \${COMP_WORDS[index]}" in
    ${pathsBelow(commands)}) path="$path \${COMP_WORDS[index]}" ;;
    esac
  done
  case "$path \${COMP_WORDS[COMP_CWORD - 1]}" in
${valueArms(commands).join("\n")}
  esac
  if [[ -z $is_value ]]; then
    case "$path" in
${wordArms(commands).join("\n")}
    esac
    [[ $current == -* ]] && words=$flags
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _kinora kinora
`;

/** For zsh, which runs bash's scripts. */
export const zshScript = (
  commands: readonly OfferedCommand[],
): string => `# zsh completion for kinora: eval "$(kinora completion zsh)", after compinit
autoload -U +X bashcompinit && bashcompinit
${bashScript(commands).split("\n").slice(1).join("\n")}`;
