/**
 * One setting for both x264 encoders. Measured on slow cloud drift (optical flow of the decoded film): the usual
 * veryfast, CRF 20–23 makes gentle motion stick and jump (judder 0.25 px/frame of 1.03); this gives 0.03 at the same speed.
 * A new group of frames begins with a visible jump in what stands still (1.4 levels of mean luma error at CRF 19, against
 * 0.13 within a group) and costs bits, so a clip of a few seconds is one group.
 * Where the camera stands still, all frames have one quantiser: CRF spends its first second on making better what does not
 * move, which in a loop is seen as a step at the seam (npm run bench:quality, metric L: 3.4 of the median step at CRF 19 and
 * 2.1 at QP 18 for clouds over 01, at half the bytes and 1 dB more). Under a moving camera QP 18 would double the bytes.
 * Two threads, fixed: x264's output depends on their number, and the same frames must give the same bytes.
 */
export const X264 = {
  preset: "superfast",
  profile: "high",
  crf: 19,
  qpOfStillScene: 18,
  params: "subme=4:me=hex:no-dct-decimate=1:no-fast-pskip=1",
  framesPerGroup: 250,
  bFrames: 2,
  threads: 2,
} as const;
