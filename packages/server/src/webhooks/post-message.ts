/** What came of a try to post a message. */
export interface PostOutcome {
  readonly status: number | undefined;
  /** Why there is no answer, as words; no address and no secret is in them. */
  readonly error: string | undefined;
}

export type PostMessage = (
  url: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  signal: AbortSignal,
) => Promise<PostOutcome>;

const ANSWER_WITHIN_MS = 15_000;
/** Nothing of the answer is read but its status. */
const ANSWER_MAX_BYTES = 64 * 1024;

/** Posts to addresses that users chose, through the guard of `net`: each is sent once, and no redirect is followed. */
export const createPostMessage = (world: {
  readonly allowPrivateHosts: readonly string[];
  readonly now: () => number;
}): PostMessage => {
  return async (url, { headers, body }, signal) => {
    const { createAddressGuard, createHttpClient } = await import("@kinora/net");
    try {
      const guard = createAddressGuard({ allowedPrivateHosts: world.allowPrivateHosts });
      const { origin, href } = guard.checkUrl(url);
      const limits = { timeoutMs: ANSWER_WITHIN_MS, maxBodyBytes: ANSWER_MAX_BYTES, now: world.now };
      const client = createHttpClient({ baseUrl: origin, guard, ...limits });
      const bytes = Buffer.from(body);
      const path = withoutFragment(href);
      const outcome = await client.post({ path, headers, signal, body: { bytes, contentType: "application/json" } });
      await client.close();
      if (outcome.kind === "answered") return { status: outcome.status, error: undefined };
      return { status: undefined, error: outcome.cause.message };
    } catch (error) {
      return { status: undefined, error: error instanceof Error ? error.message : String(error) };
    }
  };
};

const withoutFragment = (href: string): string => href.replace(/#.*$/u, "");
