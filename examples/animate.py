#!/usr/bin/env python3
"""The native API from Python, with the standard library alone.

    python3 examples/animate.py photo.jpg "the clouds drift slowly" clip.mp4
"""

import base64
import json
import os
import sys
import urllib.error
import urllib.request
import uuid

photo, prompt, clip = (sys.argv[1:] + ["examples/mountain.jpg", "the clouds drift slowly", "clip.mp4"][len(sys.argv) - 1 :])[:3]
server = os.environ.get("KINORA_SERVER", "http://127.0.0.1:16688")


def call(path, body=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server + path, data=data, headers={"content-type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        # problem+json: what is wrong, and what to do about it.
        raise SystemExit(json.loads(error.read())["detail"])


with open(photo, "rb") as picture:
    image = {"base64": base64.b64encode(picture.read()).decode()}
# The key makes it safe to send again when no answer came.
request = {"image": image, "prompt": prompt, "duration_seconds": 1, "resolution": "480p"}
generation = json.loads(call("/api/v1/generations", request, **{"idempotency-key": str(uuid.uuid4()), "prefer": "wait=60"}))
while generation["status"] in ("queued", "submitting", "running", "collecting"):
    generation = json.loads(call(f"/api/v1/generations/{generation['id']}?wait=20"))
if generation["status"] != "succeeded":
    raise SystemExit(generation["error"]["message"] if generation["error"] else generation["status"])
with open(clip, "wb") as film:
    film.write(call(f"/api/v1/generations/{generation['id']}/content"))
print(clip, generation["id"])
