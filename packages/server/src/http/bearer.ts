/** What an Authorization header bears; undefined for none, or another scheme. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+) *$/iu.exec(authorization ?? "")?.[1];
