import { expect, test } from "vitest";
import { plainImage } from "../testing/moving-pattern.ts";
import { frameOfTile, layTiles, planSpritesheet } from "./spritesheet.ts";

test("a landscape film gets ten tiles in two rows of five", () =>
  expect(planSpritesheet({ width: 1280, height: 720, frameCount: 120 })).toEqual({
    columns: 5,
    rows: 2,
    tiles: 10,
    tileWidth: 256,
    tileHeight: 144,
  }));

test("a tall film's tiles are tall", () =>
  expect(planSpritesheet({ width: 720, height: 1280, frameCount: 120 })).toMatchObject({
    tileWidth: 144,
    tileHeight: 256,
  }));

test("a film of three frames gets three tiles, a tiny one is not enlarged", () =>
  expect(planSpritesheet({ width: 64, height: 32, frameCount: 3 })).toEqual({
    columns: 3,
    rows: 1,
    tiles: 3,
    tileWidth: 64,
    tileHeight: 32,
  }));

test("tiles reach from the first frame to the last", () =>
  expect([0, 1, 9].map((tile) => frameOfTile(tile, 10, 120))).toEqual([0, 13, 119]));

test("the only tile of a film of one frame shows it", () => expect(frameOfTile(0, 1, 1)).toBe(0));

test("tiles lie row by row, and an unused place is black", () => {
  const layout = { columns: 2, rows: 2, tiles: 3, tileWidth: 1, tileHeight: 1 };
  const sheet = layTiles(layout, [
    plainImage(1, 1, [1, 1, 1]),
    plainImage(1, 1, [2, 2, 2]),
    plainImage(1, 1, [3, 3, 3]),
  ]);
  expect(sheet).toEqual({ width: 2, height: 2, data: Uint8Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0) });
});
