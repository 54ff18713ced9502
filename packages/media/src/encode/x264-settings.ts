/**
 * One setting for both x264 encoders. Measured on slow cloud drift (optical flow of the decoded film): the usual
 * veryfast, CRF 20–23 makes gentle motion stick and jump (judder 0.25 px/frame of 1.03); this gives 0.03 at the same speed.
 * A new group of frames begins with a visible jump in what stands still (1.4 levels of mean luma error at CRF 19, against
 * 0.13 within a group) and costs bits, so a clip of a few seconds is one group.
 * Where the camera stands still, all frames have one quantiser: CRF spends its first second on making better what does not
 * move, which in a loop is seen as a step at the seam (npm run bench:quality, metric L: 3.4 of the median step at CRF 19 and
 * 2.1 at QP 18 for clouds over 01, at half the bytes and 1 dB more). Under a moving camera QP 18 would double the bytes.
 * There adaptive quantisation takes from grass and rock what it gives to the sky, and the deblocking filter what is left; so
 * both are off or weak, and small residuals are kept (dead zone of 8): of a pan over 01 the least sharp frame keeps 0.85 of
 * the photograph's sharpness (node bench/engine/quality/run.ts --only "01 pan_right", metric H).
 * A loop shows at its seam what each frame lost of what it was made from: a fine first frame, which the others take over, and
 * small residuals that are kept in all of them, found with a closer look (subme 6), leave the least of a step
 * (node bench/engine/quality/run.ts --only loop, metric Lt; docs/engine.md).
 * Two threads, fixed: x264's output depends on their number, and the same frames must give the same bytes.
 */
export const X264 = {
  preset: "superfast",
  profile: "high",
  params: "subme=4:me=hex:no-dct-decimate=1:no-fast-pskip=1",
  movingCamera: { crf: 22, params: ["aq-mode=0", "deblock=-2,-2", "deadzone-inter=8", "pbratio=1.1"] },
  stillScene: { qp: 18, params: [] },
  stillLoop: { qp: 17, params: ["subme=6", "ipratio=2", "pbratio=1", "deadzone-inter=6", "deblock=-2,-2"] },
  framesPerGroup: 250,
  bFrames: 2,
  threads: 2,
} as const;

/** The moving camera's settings, as the ffmpeg executable takes them. */
export const MOVING_CAMERA_ARGS: readonly string[] = [
  ...["-c:v", "libx264", "-preset", X264.preset, "-crf", `${X264.movingCamera.crf}`],
  ...["-x264-params", [X264.params, ...X264.movingCamera.params].join(":")],
  ...["-threads", `${X264.threads}`, "-g", `${X264.framesPerGroup}`, "-bf", `${X264.bFrames}`],
];
