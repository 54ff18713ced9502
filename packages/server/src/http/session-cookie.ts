import { SESSION_SECONDS } from "../app/session-desk.ts";

const NAME = "kinora_session";

/** The session that a Cookie header bears; undefined for none. */
export const sessionTokenOf = (cookies: string | undefined): string | undefined => {
  for (const part of cookies?.split(";") ?? []) {
    const [name, value] = part.trim().split("=", 2);
    if (name === NAME && value !== undefined && value !== "") return value;
  }
  return undefined;
};

const cookie = (
  value: string,
  { seconds, isSecure }: { readonly seconds: number; readonly isSecure: boolean },
): string => `${NAME}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${isSecure ? "; Secure" : ""}`;

/** Scripts cannot read it, other sites cannot send it; over https it never goes over http. */
export const sessionCookie = (token: string, isSecure: boolean): string =>
  cookie(token, { seconds: SESSION_SECONDS, isSecure });

export const noSessionCookie = (isSecure: boolean): string => cookie("", { seconds: 0, isSecure });
