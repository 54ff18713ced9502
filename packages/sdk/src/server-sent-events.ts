/** One event of a stream, as the HTML standard reads it ("Server-sent events", event stream interpretation). */
export interface ServerSentEvent {
  /** The last id that was sent, also by an earlier event. */
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** Lines, ended by LF, CRLF or CR, however the bytes were cut; an unfinished last line is dropped. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of bytes) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the very end may be half of a CRLF: it waits for the next bytes.
    const lines = rest.split(/\r\n|\n|\r(?!$)/u);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest.endsWith("\r")) yield rest.slice(0, -1);
}

const fieldOf = (line: string): [name: string, value: string] => {
  const colon = line.indexOf(":");
  if (colon === -1) return [line, ""];
  const value = line.slice(colon + 1);
  return [line.slice(0, colon), value.startsWith(" ") ? value.slice(1) : value];
};

/**
 * Reads an event stream; comments and fields that we do not use are passed over.
 * @param onId hears of each id, also of one that stands alone: what to resume after
 */
export async function* readServerSentEvents(
  bytes: AsyncIterable<Uint8Array>,
  onId?: (id: string) => void,
): AsyncGenerator<ServerSentEvent> {
  let id: string | undefined;
  let event = "";
  let data: string[] = [];
  for await (const line of linesOf(bytes)) {
    if (line === "") {
      if (id !== undefined) onId?.(id);
      if (data.length > 0) yield { id, event: event === "" ? "message" : event, data: data.join("\n") };
      event = "";
      data = [];
      continue;
    }
    const [name, value] = fieldOf(line);
    if (name === "id") id = value;
    else if (name === "event") event = value;
    else if (name === "data") data.push(value);
  }
}
