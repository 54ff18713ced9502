#!/usr/bin/env bash
# How clip.mp4 and its like were made: 5 s of a moving test pattern, 320 x 240, small enough to keep in the repository.
set -euo pipefail
cd "$(dirname "$0")"
ffmpeg -y -loglevel error -f lavfi -i testsrc2=size=320x240:rate=12:duration=5 \
  -c:v libx264 -preset veryslow -crf 34 -pix_fmt yuv420p -movflags +faststart -map_metadata -1 -fflags +bitexact clip.mp4

# The same as those write it whose films are no MP4: stable-diffusion.cpp (VP8), and ComfyUI's animated pictures.
ffmpeg -y -loglevel error -i clip.mp4 -c:v libvpx -b:v 60k -map_metadata -1 -fflags +bitexact -flags:v +bitexact clip.webm
ffmpeg -y -loglevel error -i clip.mp4 -vf scale=80:60,fps=10 -map_metadata -1 -fflags +bitexact clip.gif
ffmpeg -y -loglevel error -i clip.mp4 -vf scale=160:120 -c:v libwebp_anim -quality 20 -loop 0 -map_metadata -1 clip.webp
