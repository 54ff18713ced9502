import { useEffect, useState } from "react";
import type { RegionGrid } from "./outline.ts";

const loadImage = (url: string): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("The mask is no picture."));
    image.src = url;
  });

/** A canvas of the size that pictures are painted at. Throws where the browser has no 2D canvas. */
export const openCanvas = (
  width: number,
  height: number,
): { canvas: HTMLCanvasElement; pen: CanvasRenderingContext2D } => {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null) throw new Error("This browser cannot draw.");
  return { canvas, pen };
};

const INSIDE = 128;

/** The mask's pixels with its lightness as alpha: white inside, transparent outside. */
export const loadMask = async (url: string): Promise<ImageData> => {
  const image = await loadImage(url);
  const { pen } = openCanvas(image.naturalWidth, image.naturalHeight);
  pen.drawImage(image, 0, 0);
  const pixels = pen.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    data[at + 3] = ((data[at] ?? 0) * (data[at + 3] ?? 0)) / 255;
    data[at] = data[at + 1] = data[at + 2] = 255;
  }
  return pixels;
};

export const gridOf = ({ width, height, data }: ImageData): RegionGrid => ({
  width,
  height,
  inside: Uint8Array.from({ length: width * height }, (_, cell) => ((data[cell * 4 + 3] ?? 0) >= INSIDE ? 1 : 0)),
});

/** The region of a mask; undefined while it loads, or where there is none. */
export const useMask = (url: string | undefined): ImageData | undefined => {
  const [loaded, setLoaded] = useState<{ url: string; pixels: ImageData }>();
  useEffect(() => {
    if (url === undefined) return;
    let wanted = true;
    void loadMask(url).then((pixels) => {
      if (wanted) setLoaded({ url, pixels });
    });
    return () => {
      wanted = false;
    };
  }, [url]);
  return loaded !== undefined && loaded.url === url ? loaded.pixels : undefined;
};
