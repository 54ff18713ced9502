/** The made-up key of the one account. */
export const ACCESS_KEY = "test:tester";
export const SECRET_KEY = "testing";
export const REGION = "us-east-1";

export interface Ports {
  readonly proxy: number;
  readonly account: number;
  readonly container: number;
  readonly object: number;
  readonly memcached: number;
}

const server = (port: number, folder: string, user: string): string => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${user}
swift_dir = ${folder}
devices = ${folder}/devices
mount_check = false
log_level = ERROR
`;

interface Place {
  readonly folder: string;
  readonly user: string;
  readonly ports: Ports;
}

/** One of the three that store: `account`, `container` or `object`. */
export const storageConfiguration = (
  kind: "account" | "container" | "object",
  { folder, user, ports }: Place,
): string =>
  `${server(ports[kind], folder, user)}
[pipeline:main]
pipeline = ${kind}-server

[app:${kind}-server]
use = egg:swift#${kind}
`;

/** The one that answers: S3's API with signatures of version 4, over one account. */
export const proxyConfiguration = ({ folder, user, ports }: Place): string => `${server(ports.proxy, folder, user)}
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats bulk s3api tempauth copy slo proxy-server

[filter:catch_errors]
use = egg:swift#catch_errors

[filter:gatekeeper]
use = egg:swift#gatekeeper

[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${ports.memcached}

[filter:listing_formats]
use = egg:swift#listing_formats

[filter:bulk]
use = egg:swift#bulk

[filter:s3api]
use = egg:swift#s3api
location = ${REGION}

[filter:tempauth]
use = egg:swift#tempauth
user_${ACCESS_KEY.replace(":", "_")} = ${SECRET_KEY} .admin

[filter:copy]
use = egg:swift#copy

[filter:slo]
use = egg:swift#slo

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
conn_timeout = 10
node_timeout = 30
error_suppression_limit = 1000000
`;
