/** The name of the part that carries the picture; every other part is a field of the request. */
const IMAGE_PART = "image";

interface MultipartBody {
  readonly body: Blob | ReadableStream<Uint8Array>;
  readonly contentType: string;
}

/** A string goes as it is; everything else (numbers, booleans, objects) as JSON. */
const fieldText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const fieldsOf = (request: Readonly<Record<string, unknown>>): [name: string, text: string][] =>
  Object.entries(request)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, fieldText(value)]);

/** As the HTML standard writes a file's name ("Multipart form data"). */
const fileName = (name: string): string => name.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");

interface Framing {
  readonly fields: readonly [string, string][];
  readonly boundary: string;
}

/** What stands before the picture's bytes, and what after them. */
const frameOf = ({ fields, boundary }: Framing, name: string, type: string): [head: string, tail: string] => {
  const parts = fields.map(
    ([field, text]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${text}\r\n`,
  );
  const image =
    `--${boundary}\r\nContent-Disposition: form-data; name="${IMAGE_PART}"; filename="${fileName(name)}"\r\n` +
    `Content-Type: ${type}\r\n\r\n`;
  return [parts.join("") + image, `\r\n--${boundary}--\r\n`];
};

const ANY_BYTES = "application/octet-stream";

/** The picture is not copied: a blob of blobs refers to them, and its size is known before it is sent. */
const wholeBody = (framing: Framing, image: Blob): Blob => {
  const name = image instanceof File ? image.name : "image";
  const [head, tail] = frameOf(framing, name, image.type === "" ? ANY_BYTES : image.type);
  return new Blob([head, image, tail]);
};

async function* streamedBody(framing: Framing, image: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const [head, tail] = frameOf(framing, "image", ANY_BYTES);
  const encoder = new TextEncoder();
  yield encoder.encode(head);
  yield* image;
  yield encoder.encode(tail);
}

/** `ReadableStream.from`, which not every browser has. */
export const readableOf = (source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> => {
  const bytes = source[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await bytes.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await bytes.return?.(undefined);
    },
  });
};

/** Fields first, the picture last, so that a server that streams knows the fields before the bytes come. */
export const multipartOf = (
  request: Readonly<Record<string, unknown>>,
  image: Blob | AsyncIterable<Uint8Array>,
): MultipartBody => {
  const framing = { fields: fieldsOf(request), boundary: `kinora-${crypto.randomUUID()}` };
  return {
    body: image instanceof Blob ? wholeBody(framing, image) : readableOf(streamedBody(framing, image)),
    contentType: `multipart/form-data; boundary=${framing.boundary}`,
  };
};
