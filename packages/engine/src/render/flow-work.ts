import { type FlowMotion, flowAge, layPhase, newPhase, type Phase } from "./flow-motion.ts";
import { type FrameGeometry, nodeCount } from "./frame-geometry.ts";
import { type ToneMaps, type Tones, tonesIn } from "./tones.ts";

/** What one worker knows of the flow in the frame at hand. */
export interface FlowWork {
  readonly motion: FlowMotion;
  /** The phase that has flowed on from the photograph, and the one that will flow into it. */
  readonly older: Phase;
  readonly younger: Phase;
  readonly tones: ToneMaps;
  /** For the two rows of nodes at hand: where the camera looks (px of the picture), and 1 where it flows. */
  readonly viewX: Float32Array;
  readonly viewY: Float32Array;
  readonly flows: Uint8Array;
  /** The share of the younger phase, 0 to 1; 0 is the photograph. */
  share: number;
}

export interface FlowWorkInput {
  readonly motion: FlowMotion;
  readonly tones: Tones;
  readonly memory: WebAssembly.Memory;
  readonly frame: FrameGeometry;
}

export function newFlowWork({ motion, tones, memory, frame }: FlowWorkInput): FlowWork {
  const line = 2 * (frame.columns + 1);
  return {
    motion,
    older: newPhase(nodeCount(frame)),
    younger: newPhase(nodeCount(frame)),
    tones: tonesIn(memory, tones, frame),
    viewX: new Float32Array(line),
    viewY: new Float32Array(line),
    flows: new Uint8Array(line),
    share: 0,
  };
}

/** Works out where both phases are at a moment. */
export function beginFlow(work: FlowWork, seconds: number): void {
  const { motion, older, younger } = work;
  const age = flowAge(motion, seconds);
  work.share = age / motion.roundSeconds;
  layPhase(older, motion, age);
  layPhase(younger, motion, age - motion.roundSeconds);
}
