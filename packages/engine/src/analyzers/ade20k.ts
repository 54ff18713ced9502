/**
 * The 150 classes of the ADE20K scene parsing benchmark that matter to us, counted from 0 (objectInfo150.txt of
 * github.com/CSAILVision/sceneparsing counts from 1; read 2026-11-23). Zhou et al., "Scene Parsing through ADE20K Dataset", 2017.
 */
export const ADE20K_CLASSES = 150;

export const ADE20K_GROUPS = {
  sky: { sky: 2 },
  water: { water: 21, sea: 26, river: 60, fountain: 104, "swimming pool": 109, waterfall: 113, lake: 128 },
  vegetation: { tree: 4, grass: 9, plant: 17, field: 29, flower: 66, palm: 72 },
  subject: { person: 12, animal: 126 },
} as const;

export type SegmentGroup = keyof typeof ADE20K_GROUPS;
export const SEGMENT_GROUPS = Object.keys(ADE20K_GROUPS) as SegmentGroup[];

/** The group of each class, as an index of `SEGMENT_GROUPS`; -1 for what belongs to none. */
export const GROUP_OF_CLASS: Int8Array = (() => {
  const groups = new Int8Array(ADE20K_CLASSES).fill(-1);
  SEGMENT_GROUPS.forEach((group, index) => {
    for (const number of Object.values<number>(ADE20K_GROUPS[group])) groups[number] = index;
  });
  return groups;
})();
