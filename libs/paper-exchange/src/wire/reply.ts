/** What goes back: a status and a JSON body, or a status alone. Refusals are `{ code, message, … }`, as Alpaca's. */
export interface Reply {
  readonly status: number;
  /** Absent: no body. */
  readonly body?: unknown;
}

export const json = (body: unknown): Reply => ({ status: 200, body });

export const refused = (status: number, code: number, message: string, fields: Readonly<Record<string, unknown>> = {}): Reply => ({
  status,
  body: { code, message, ...fields },
});

/** The market-data host names no code. */
export const badData = (message: string): Reply => ({ status: 400, body: { message } });

/** Fields that cannot be read as what they must be: 422 with the code that Alpaca uses for them. */
export const invalid = (message: string): Reply => refused(422, 40010001, message);
/** An order that is readable but breaks a rule, or that this exchange does not take. */
export const unprocessable = (message: string, fields?: Readonly<Record<string, unknown>>): Reply =>
  refused(422, 42210000, message, fields);
export const notFound = (message: string): Reply => refused(404, 40410000, message);
export const forbidden = (message: string, fields?: Readonly<Record<string, unknown>>): Reply => refused(403, 40310000, message, fields);
