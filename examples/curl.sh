#!/usr/bin/env bash
# The native API with curl: send a picture, wait for the video, keep it.
#
#   examples/curl.sh photo.jpg "the clouds drift slowly" clip.mp4
set -euo pipefail
photo=${1:-examples/mountain.jpg} prompt=${2:-the clouds drift slowly} clip=${3:-clip.mp4}
server=${KINORA_SERVER:-http://127.0.0.1:16688}

# The key makes it safe to send again when no answer came: the same key with the same request is the same generation.
key=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)
create() {
  curl --silent --show-error --fail-with-body --retry 3 --retry-connrefused "$server/api/v1/generations" \
    -H "idempotency-key: $key" -H "prefer: wait=60" \
    -F prompt="$prompt" -F duration_seconds=1 -F resolution=480p -F image=@"$photo"
}
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }

answer=$(create)
id=$(field id <<<"$answer")
status=$(field status <<<"$answer")
while [[ $status =~ ^(queued|submitting|running|collecting)$ ]]; do
  status=$(curl --silent --show-error --fail-with-body "$server/api/v1/generations/$id?wait=20" | field status)
done
[ "$status" = succeeded ] || { echo "$id is $status" >&2; exit 1; }
curl --silent --show-error --fail --output "$clip" "$server/api/v1/generations/$id/content"
echo "$clip $id"
