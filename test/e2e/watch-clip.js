/* global document, OffscreenCanvas */

/** Runs in the page: plays the clip to its end and compares its first picture with its last, above and below. */
// eslint-disable-next-line no-unused-vars -- called by name from the test
async function watchClip() {
  const video = document.querySelector("video");
  const happens = (name) => new Promise((done) => video.addEventListener(name, done, { once: true }));
  if (video.readyState < 2) await happens("loadeddata");
  const { videoWidth: width, videoHeight: height, duration } = video;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  const grab = () => {
    context.drawImage(video, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  };
  const first = grab();
  const ended = happens("ended");
  await video.play();
  await ended;
  const last = grab();
  /** Mean absolute change of a level between two shares of the height. */
  const change = (from, to) => {
    const start = Math.round(from * height) * width * 4;
    const end = Math.round(to * height) * width * 4;
    let sum = 0;
    for (let index = start; index < end; index += 1) sum += Math.abs(first[index] - last[index]);
    return (sum * 4) / ((end - start) * 3);
  };
  return { width, height, duration, skyChange: change(0.08, 0.2), groundChange: change(0.65, 0.98) };
}
