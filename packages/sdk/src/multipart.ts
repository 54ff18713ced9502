/** The name of the part that carries the picture; every other part is a field of the request. */
const IMAGE_PART = "image";

interface MultipartBody {
  readonly body: FormData | ReadableStream<Uint8Array>;
  /** Only for a stream: `fetch` names the boundary of a FormData itself. */
  readonly contentType: string | undefined;
}

/** A string goes as it is; everything else (numbers, booleans, objects) as JSON. */
const fieldText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const fieldsOf = (request: Readonly<Record<string, unknown>>): [name: string, text: string][] =>
  Object.entries(request)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, fieldText(value)]);

const formOf = (request: Readonly<Record<string, unknown>>, image: Blob): FormData => {
  const form = new FormData();
  for (const [name, text] of fieldsOf(request)) form.append(name, text);
  form.append(IMAGE_PART, image, image instanceof File ? image.name : "image");
  return form;
};

async function* streamedParts(
  fields: readonly [string, string][],
  image: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const [name, text] of fields) {
    yield encoder.encode(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`);
  }
  yield encoder.encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="${IMAGE_PART}"; filename="image"\r\n` +
      "Content-Type: application/octet-stream\r\n\r\n",
  );
  yield* image;
  yield encoder.encode(`\r\n--${boundary}--\r\n`);
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
  if (image instanceof Blob) return { body: formOf(request, image), contentType: undefined };
  const boundary = `kinora-${crypto.randomUUID()}`;
  return {
    body: readableOf(streamedParts(fieldsOf(request), image, boundary)),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
};
