/** Whether a listening host is this machine only; none means both loopback addresses. */
export const isLoopbackHost = (host: string | undefined): boolean =>
  host === undefined || host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/u.test(host);
