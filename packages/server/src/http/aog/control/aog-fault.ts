/** A refusal with AOG's own number and HTTP status (aog.md 1.8): its clients compare the number. */
export class AogFault extends Error {
  readonly status: number;
  readonly businessCode: number;

  constructor(status: number, businessCode: number, message: string) {
    super(message);
    this.name = "AogFault";
    this.status = status;
    this.businessCode = businessCode;
  }
}

export const badService = (message: string): AogFault => new AogFault(400, 10_001, `bad request: ${message}`);
export const badProvider = (message: string): AogFault => new AogFault(400, 20_001, `bad request: ${message}`);
export const badModel = (message: string): AogFault => new AogFault(400, 30_001, `bad request: ${message}`);

export const noService = (name: string): AogFault =>
  new AogFault(404, 10_011, `service not found: Kinora serves image-to-video, and not ${name.slice(0, 64)}.`);

export const noProvider = (name: string): AogFault =>
  new AogFault(404, 20_009, `service provider not found: there is no ${name.slice(0, 200)} here.`);

export const noModel = (name: string): AogFault =>
  new AogFault(404, 30_003, `model not exist: there is no ${name.slice(0, 200)} here.`);
