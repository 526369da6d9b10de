import type { CertificateRecord, Decided, Outcome } from '@alchemiser/domain';

/** What a day leaves behind for a person to read. */
export interface DayRecord {
  readonly status: 'traded' | 'unchanged' | 'refused';
  readonly says: string;
  readonly plan: Decided['plan'];
  readonly outcome: Outcome | null;
  readonly certificate: CertificateRecord | null;
}
