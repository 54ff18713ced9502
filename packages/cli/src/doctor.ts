export const doctor = async (_o: unknown, _c: unknown): Promise<number> => 1;
