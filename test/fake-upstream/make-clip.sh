#!/usr/bin/env bash
# How clip.mp4 was made: 5 s of a moving test pattern, 320 x 240, small enough to keep in the repository.
set -euo pipefail
cd "$(dirname "$0")"
ffmpeg -y -loglevel error -f lavfi -i testsrc2=size=320x240:rate=12:duration=5 \
  -c:v libx264 -preset veryslow -crf 34 -pix_fmt yuv420p -movflags +faststart -map_metadata -1 -fflags +bitexact clip.mp4
