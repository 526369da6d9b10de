import type { Halt } from '@alchemiser/domain';

/** A kill switch that a person can throw without this program: a file laid into a folder. */
export interface HaltFlag {
  /** @returns the halt that lies there, or null. @throws Failure when it cannot be told: then nothing may be sent. */
  read(): Promise<Halt | null>;
  lay(halt: Halt): Promise<void>;
  /** Takes it away, whoever laid it; nothing to take away is fine. */
  lift(): Promise<void>;
}
