import type { Scope, SessionView } from "@kinora/contract";
import { failureOf, type Problem } from "@kinora/contract/words";
import { ServerUnreachable } from "@kinora/sdk";
import { useQuery } from "@tanstack/react-query";
import { watchedFetch } from "./reachability.ts";

const PATH = "/api/v1/session";
export const SESSION = ["session"] as const;

const ask = async (init: RequestInit): Promise<SessionView> => {
  const response = await watchedFetch(PATH, { ...init, cache: "no-store" }).catch((cause: unknown) => {
    throw new ServerUnreachable(location.origin, cause);
  });
  const answer = (await response.json()) as SessionView | Problem;
  if ("detail" in answer) throw failureOf(answer);
  return answer;
};

/** With which key this browser is signed in, where the server wants one. */
export const useSession = () => useQuery({ queryKey: SESSION, queryFn: ({ signal }) => ask({ signal }) });

/** The server answers with a cookie that no script can read: the key itself is kept nowhere. */
export const signIn = (key: string): Promise<SessionView> =>
  ask({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ key }) });

export const signOut = (): Promise<SessionView> => ask({ method: "DELETE" });

/** Whether who looks may do so much; undefined while that is not known. */
export const useMay = (wanted: Scope): boolean | undefined => {
  const { data } = useSession();
  if (data === undefined) return undefined;
  if (data.auth === "off" || data.key === null) return true;
  return data.key.scopes.includes("admin") || data.key.scopes.includes(wanted);
};
