#!/usr/bin/env python3
"""OpenAI's Videos API from Python, with the `openai` library where it is installed and with plain HTTP where it is not.

    python3 examples/openai_videos.py photo.jpg "the clouds drift slowly" clip.mp4
"""

import json
import os
import sys
import time
import urllib.request
import uuid

photo, prompt, clip = (sys.argv[1:] + ["examples/mountain.jpg", "the clouds drift slowly", "clip.mp4"][len(sys.argv) - 1 :])[:3]
base = os.environ.get("KINORA_SERVER", "http://127.0.0.1:16688") + "/v1"


def with_library():
    import openai

    client = openai.OpenAI(base_url=base, api_key="any")
    with open(photo, "rb") as picture:
        video = client.videos.create(model="sora-2", prompt=prompt, input_reference=picture, seconds="4")
    while video.status in ("queued", "in_progress"):
        time.sleep(0.5)
        video = client.videos.retrieve(video.id)
    if video.status != "completed":
        raise SystemExit(video.error.message)
    client.videos.download_content(video.id).write_to_file(clip)
    return video.id


def call(path, data=None, headers=None):
    request = urllib.request.Request(base + path, data=data, headers={"authorization": "Bearer any", **(headers or {})})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def multipart(fields, name, path):
    """The form that the library sends: fields as text, then the picture."""
    boundary = uuid.uuid4().hex
    parts = [f'--{boundary}\r\ncontent-disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
    with open(path, "rb") as picture:
        head = f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"; filename="{os.path.basename(path)}"\r\ncontent-type: image/jpeg\r\n\r\n'
        parts += [head.encode(), picture.read(), f"\r\n--{boundary}--\r\n".encode()]
    return b"".join(parts), {"content-type": f"multipart/form-data; boundary={boundary}"}


def with_plain_http():
    body, headers = multipart({"model": "sora-2", "prompt": prompt, "seconds": "4"}, "input_reference", photo)
    video = json.loads(call("/videos", body, headers))
    while video["status"] in ("queued", "in_progress"):
        time.sleep(0.5)
        video = json.loads(call(f"/videos/{video['id']}"))
    if video["status"] != "completed":
        raise SystemExit(video["error"]["message"])
    with open(clip, "wb") as film:
        film.write(call(f"/videos/{video['id']}/content"))
    return video["id"]


try:
    made = with_library()
except ModuleNotFoundError:
    made = with_plain_http()
print(clip, made)
