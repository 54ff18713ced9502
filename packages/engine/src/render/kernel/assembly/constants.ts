// What every pixel needs, 16 bytes each: V8 builds a constant of its own anew at each use, which costs more than a load does.

/** Bytes 128: between 0 to 255 and -128 to 127. */
export const BIAS: usize = memory.data<u32>([0x80808080, 0x80808080, 0x80808080, 0x80808080], 16);
/** Brings the bytes of two texels beside each other, twice. */
export const BESIDES: usize = memory.data<u32>([0x05010400, 0x07030602, 0x0d090c08, 0x0f0b0e0a], 16);
/** Words 258: as a factor of Q15, a division by 127. */
export const BY_127: usize = memory.data<u32>([0x01020102, 0x01020102, 0x01020102, 0x01020102], 16);
export const LOW_WORDS: usize = memory.data<u32>([0xffff, 0xffff, 0xffff, 0xffff], 16);
export const INTS_256: usize = memory.data<u32>([256, 256, 256, 256], 16);
export const INTS_127: usize = memory.data<u32>([127, 127, 127, 127], 16);
export const COUNT: usize = memory.data<f32>([0, 1, 2, 3], 16);
export const FLOATS_65536: usize = memory.data<f32>([65536, 65536, 65536, 65536], 16);
/** Spreads each pixel's alpha over its four bytes. */
export const ALPHAS: usize = memory.data<u32>([0x03030303, 0x07070707, 0x0b0b0b0b, 0x0f0f0f0f], 16);
/** Words 128. */
export const WORDS_128: usize = memory.data<u32>([0x00800080, 0x00800080, 0x00800080, 0x00800080], 16);
/** U and V of four pixels, as words. */
export const CHROMA: usize = memory.data<u32>([0xff02ff01, 0xff06ff05, 0xff0aff09, 0xff0eff0d], 16);
export const INTS_255: usize = memory.data<u32>([255, 255, 255, 255], 16);
/** Words 4. */
export const WORDS_4: usize = memory.data<u32>([0x00040004, 0x00040004, 0x00040004, 0x00040004], 16);
/** The even bytes and the odd ones, four each. */
export const PLANES: usize = memory.data<u32>([0x06040200, 0x07050301, 0xffffffff, 0xffffffff], 16);
/** One colour of four RGB pixels, as integers. */
export const REDS: usize = memory.data<u32>([0xffffff00, 0xffffff03, 0xffffff06, 0xffffff09], 16);
export const GREENS: usize = memory.data<u32>([0xffffff01, 0xffffff04, 0xffffff07, 0xffffff0a], 16);
export const BLUES: usize = memory.data<u32>([0xffffff02, 0xffffff05, 0xffffff08, 0xffffff0b], 16);
/** Weights of a gaussian of sigma 1 in 1/4096, in pairs: centre and rounding, then what lies one, two and three beside it. */
export const TAPS_0: usize = memory.data<u32>([0x08000662, 0x08000662, 0x08000662, 0x08000662], 16);
export const TAPS_1: usize = memory.data<u32>([0x03e003e0, 0x03e003e0, 0x03e003e0, 0x03e003e0], 16);
export const TAPS_2: usize = memory.data<u32>([0x00dd00dd, 0x00dd00dd, 0x00dd00dd, 0x00dd00dd], 16);
export const TAPS_3: usize = memory.data<u32>([0x00120012, 0x00120012, 0x00120012, 0x00120012], 16);
export const WORDS_1: usize = memory.data<u32>([0x00010001, 0x00010001, 0x00010001, 0x00010001], 16);
export const WORDS_16: usize = memory.data<u32>([0x00100010, 0x00100010, 0x00100010, 0x00100010], 16);
export const WORDS_32: usize = memory.data<u32>([0x00200020, 0x00200020, 0x00200020, 0x00200020], 16);
export const WORDS_235: usize = memory.data<u32>([0x00eb00eb, 0x00eb00eb, 0x00eb00eb, 0x00eb00eb], 16);
export const ALL_BUT_Y: usize = memory.data<u32>([0xffffff00, 0xffffff00, 0xffffff00, 0xffffff00], 16);
/** Brings each channel of two texels beside each other, as words. */
export const PAIRS: usize = memory.data<u32>([0xff04ff00, 0xff05ff01, 0xff06ff02, 0xff07ff03], 16);
export const INTS_128: usize = memory.data<u32>([128, 128, 128, 128], 16);
