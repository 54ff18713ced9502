import { expect, test } from "vitest";
import { AddressForbidden } from "./address-forbidden.ts";
import { createAddressGuard } from "./address-guard.ts";

const guard = createAddressGuard({ resolve: () => Promise.reject(new Error("No name is resolved here.")) });

test.each([
  ["http://127.0.0.1:22/"],
  ["http://127.1/"],
  ["http://0x7f.1/"],
  ["http://0x7f000001/"],
  ["http://2130706433/"],
  ["http://017700000001/"],
  ["http://0177.0.0.1/"],
  ["http://127.0.0.1./"],
  ["http://%31%32%37.0.0.1/"],
  ["http://１２７.０.０.１/"],
  ["http://127。0。0。1/"],
  ["http://0/"],
  ["http://0.0.0.0/"],
  ["http://localhost/"],
  ["http://LOCALHOST./"],
  ["http://ⓛocalhost/"],
  ["http://foo.localhost/"],
  ["http://[::1]/"],
  ["http://[0000::0001]/"],
  ["http://[::]/"],
  ["http://[::ffff:169.254.169.254]/"],
  ["http://[::ffff:7f00:1]/"],
  ["http://[64:ff9b::7f00:1]/"],
  ["http://[2002:7f00:1::]/"],
  ["http://[fe80::1%25eth0]/"],
  ["http://[fd00:ec2::254]/latest/meta-data/"],
  ["http://169.254.169.254/latest/meta-data/"],
  ["http://10.0.0.1/"],
  ["https://192.168.0.1/"],
  ["//127.0.0.1/"],
  ["http:127.0.0.1"],
  ["http:\\\\127.0.0.1\\"],
])("%s is refused by its spelling", (url) => expect(() => guard.checkUrl(url)).toThrow(AddressForbidden));

test.each([
  ["file:///etc/passwd"],
  ["ftp://example.com/a.png"],
  ["gopher://example.com/"],
  ["data:image/png;base64,AAAA"],
  ["javascript:alert(1)"],
  ["https://user:secret@example.com/a.png"],
  ["https://user@example.com/a.png"],
  ["https://"],
  ["example.com/a.png"],
  [""],
])("%s is refused: only http and https, without a user", (url) =>
  expect(() => guard.checkUrl(url)).toThrow(AddressForbidden),
);

test("a refusal of a URL with a password does not repeat it", () => {
  expect(() => guard.checkUrl("https://user:hunter2@example.com/?key=hunter2")).toThrow(
    /^The address carries a user name or password: leave them out\.$/u,
  );
});

test.each([
  ["https://example.com/a.png", "https://example.com/a.png"],
  ["http://8.8.8.8:8080/x?y=1", "http://8.8.8.8:8080/x?y=1"],
  ["https://bücher.example/a", "https://xn--bcher-kva.example/a"],
  ["http://[2606:4700:4700::1111]/", "http://[2606:4700:4700::1111]/"],
  ["https://notlocalhost/", "https://notlocalhost/"],
])("%s passes", (url, expected) => expect(guard.checkUrl(url).href).toBe(expected));

test("a name passes only if every address it resolves to is public", async () => {
  const answers: Record<string, string[]> = {
    "public.test": ["8.8.8.8", "2606:4700:4700::1111"],
    "mixed.test": ["8.8.8.8", "127.0.0.1"],
    "169.254.169.254.nip.test": ["169.254.169.254"],
    "mapped.test": ["::ffff:10.0.0.1"],
    "zone.test": ["fe80::1%eth0"],
  };
  const names = createAddressGuard({ resolve: (name) => Promise.resolve(answers[name] ?? []) });
  await expect(names.addressesOf({ host: "public.test", port: 80 })).resolves.toEqual([
    "8.8.8.8",
    "2606:4700:4700::1111",
  ]);
  for (const host of ["mixed.test", "169.254.169.254.nip.test", "mapped.test", "zone.test"]) {
    await expect(names.addressesOf({ host, port: 80 })).rejects.toThrow(AddressForbidden);
  }
});

test("the system's localhost is refused at the connection too", async () => {
  const system = createAddressGuard();
  await expect(system.addressesOf({ host: "localhost", port: 80 })).rejects.toThrow(AddressForbidden);
  await expect(system.addressesOf({ host: "127.0.0.1", port: 80 })).rejects.toThrow(AddressForbidden);
});

test("an opened host is reached at its port and at no other", async () => {
  const opening = createAddressGuard({
    allowedPrivateHosts: ["127.0.0.1:8091", "gpu.lan:443"],
    resolve: () => Promise.resolve(["10.0.0.7"]),
  });
  expect(opening.checkUrl("http://127.0.0.1:8091/a").port).toBe("8091");
  expect(opening.checkUrl("http://0x7f.1:8091/a").hostname).toBe("127.0.0.1");
  expect(() => opening.checkUrl("http://127.0.0.1:8092/a")).toThrow(AddressForbidden);
  expect(() => opening.checkUrl("http://localhost:8091/a")).toThrow(AddressForbidden);
  expect(() => opening.checkUrl("http://127.0.0.2:8091/a")).toThrow(AddressForbidden);
  await expect(opening.addressesOf({ host: "gpu.lan", port: 443 })).resolves.toEqual(["10.0.0.7"]);
  await expect(opening.addressesOf({ host: "gpu.lan", port: 80 })).rejects.toThrow(AddressForbidden);
  await expect(opening.addressesOf({ host: "x.gpu.lan", port: 443 })).rejects.toThrow(AddressForbidden);
});

test("opening one more host leaves the first guard as it was", () => {
  const wider = guard.allowing({ host: "127.0.0.1", port: 8091 });
  expect(wider.checkUrl("http://127.0.0.1:8091/").port).toBe("8091");
  expect(() => guard.checkUrl("http://127.0.0.1:8091/")).toThrow(AddressForbidden);
});
