// Values
export type { Brand } from './values/brand.ts';
export {
  absolute,
  averagePrice,
  basisPoints,
  divideDown,
  divideNearest,
  downTo,
  least,
  minus,
  money,
  most,
  negate,
  NO_MONEY,
  NO_SHARES,
  notional,
  ONE_CENT,
  plus,
  portionOf,
  price,
  priceFromFloat,
  quantity,
  remaining,
  sharesFor,
  tickDown,
  tickUp,
  toCents,
  toDecimal,
  toFloat,
  total,
  UNITS_PER_ONE,
  type DecimalText,
  type Exact,
  type Money,
  type Price,
  type Quantity,
} from './values/exact.ts';
export { splitProRata, weight, weightUnits, type Weight, type WeightUnits } from './values/weight.ts';
export { ticker, type Ticker } from './values/ticker.ts';
export {
  addDays,
  civilDay,
  dateFromDays,
  dayOfWeek,
  daysSinceEpoch,
  fromIsoInstant,
  instant,
  MILLISECONDS_PER_DAY,
  sessionDate,
  toIsoInstant,
  type CivilDay,
  type Instant,
  type SessionDate,
} from './values/time.ts';
export {
  formatCount,
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSession,
  formatSessionShort,
  formatSignedBps,
  formatSignedMoney,
  formatSignedPercent,
  formatWeight,
} from './values/format.ts';
export { digestOf, sha256 } from './values/digest.ts';
export { hexOf } from './values/hex.ts';
export { assertNever, err, invariant, InvariantViolation, ok, type Result } from './result.ts';
// Market
export { barFault, type Bar } from './market/bar.ts';
export { alignHistory, asOf, type History } from './market/history.ts';
export { midPrice, spreadBps, type Quote } from './market/quote.ts';
export { quantityIncrement, tickSize, type Instrument } from './market/instrument.ts';
export type { ExchangeCalendar, SessionHours } from './market/calendar.ts';
export { exchangeDate, exchangeInstant, exchangeTime, type ExchangeTime } from './market/new-york-time.ts';
export { nyse, nyseHoliday } from './market/nyse.ts';
export type { MarketSource, SimulatedMarket } from './market/market-source.ts';
export { marketFromBars, type MarketFromBarsOptions } from './market/market-from-bars.ts';
export { SYNTHETIC_FUTURE, SYNTHETIC_HISTORY, syntheticMarket, type SyntheticMarketOptions } from './market/synthetic/synthetic-market.ts';
export type { Listing } from './market/synthetic/listing.ts';
export { randomFamily, type Random, type RandomFamily } from './values/random.ts';
// Indicators
export type { IndicatorCard, IndicatorName, LastCloseShape } from './indicators/card.ts';
export { cards } from './indicators/cards.ts';
export { windowsFault } from './indicators/windows.ts';
// Strategy
export type {
  Allocation,
  Comparator,
  Condition,
  Equally,
  Group,
  Hold,
  InverseVolatility,
  Measure,
  Ranked,
  Unit,
  Weighted,
  When,
  Yardstick,
} from './strategy/node.ts';
export {
  above,
  all,
  any,
  atLeast,
  atMost,
  below,
  equally,
  equalTo,
  group,
  highest,
  hold,
  inverseVolatility,
  lowest,
  not,
  weighted,
  when,
  type Child,
} from './strategy/build.ts';
export {
  by,
  close,
  cumulativeReturn,
  deviationOfPrice,
  deviationOfReturn,
  ema,
  maxDrawdown,
  movingAverageOfReturn,
  populationDeviationOfPrice,
  populationDeviationOfReturn,
  ppo,
  ppoSignal,
  rsi,
  sma,
  type MeasureWord,
} from './strategy/measures.ts';
export { strategyName, type Book, type RebalancePolicy, type Sleeve, type Strategy, type StrategyName } from './strategy/strategy.ts';
export { TREE_LIMITS, validate, type Fault, type TreeLimits } from './strategy/validate.ts';
export { requirements, tickersOf, type Requirements, type TickerRequirement } from './strategy/requirements.ts';
export { readColumns, type Columns, type MeasureLookup, type ReadingOptions } from './strategy/columns.ts';
export { decideOn, evaluate } from './strategy/evaluate.ts';
export { flips, FLIP_RANGE_PERCENT } from './strategy/flips.ts';
export type {
  CandidateTrace,
  ConditionTrace,
  Decision,
  Flip,
  MeasuredSide,
  Missing,
  Reading,
  TickerWeight,
  Trace,
  Undecided,
} from './strategy/decision.ts';
export { explainTrace, explainTree, type Line } from './strategy/explain.ts';
export { compareWithHoldings, PARITY_OPTIONS, type HeldDay, type ParityDay, type ParityOptions } from './strategy/parity.ts';
export { schedule, type Scheduled, type SleeveState } from './strategy/schedule.ts';
// Strategies
export { nuclear } from './strategies/nuclear.ts';
export { tecl } from './strategies/tecl.ts';
export { klm, klmVariants } from './strategies/klm/ensemble.ts';
export { bookOf, catalogue, type BookEntry } from './strategies/catalogue.ts';
// Symphony
export { parseSymphony, parseSymphonyJson, readSymphony, type ParsedSymphony, type SymphonyOptions } from './symphony/parse.ts';
export { printSymphony } from './symphony/print.ts';
export { lint as lintSymphony } from './symphony/lint.ts';
export { nameFromTitle, strategyOf, symphonyOf } from './symphony/strategy-of.ts';
export {
  symphonyFaultWords,
  type Remark,
  type RemarkCode,
  type Symphony,
  type SymphonyConfig,
  type SymphonyContent,
  type SymphonyFault,
} from './symphony/symphony.ts';
export { SYMPHONY_LIMITS } from './symphony/form.ts';
export type { Position as FilePosition } from './symphony/lines.ts';
// Portfolio
export type { SleeveTarget, TargetPortfolio } from './portfolio/target.ts';
export { combine, type SleeveChoice } from './portfolio/combine.ts';
export { compareHoldings, strategyHoldings, type ComparedHolding, type Holding } from './portfolio/holdings.ts';
// Rebalance
export { planEntries } from './rebalance/capital.ts';
export { planRebalance, withoutBuys } from './rebalance/plan.ts';
export { DEFAULT_PLAN_POLICY, type PlanPolicy } from './rebalance/policy.ts';
export type { PlanFacts, PlanRefusal } from './rebalance/sizing.ts';
export { isWithinTolerance, type Tolerance } from './rebalance/tolerance.ts';
export { fitToCash, type PricedBuy } from './rebalance/fit-to-cash.ts';
export type { Cross, PlanRow, RebalancePlan, Side, SleeveShare, Trade } from './rebalance/trade.ts';
// Risk
export { approve, type Approval, type Approved } from './risk/approve.ts';
export type { RiskCheck, RiskRow } from './risk/check.ts';
export { RISK_ROWS } from './risk/checks.ts';
export { denies, type OrderContext } from './risk/denies.ts';
export { orderGuard } from './risk/order-guard.ts';
export { tradedBefore } from './risk/traded-before.ts';
export { lastClose } from './risk/last-close.ts';
export { DEFAULT_LIMITS, type RiskLimits } from './risk/limits.ts';
// Orders
export {
  isClosed,
  type ClientOrderId,
  type Fill,
  type Ticket,
  type VenueOrder,
  type VenueOrderId,
  type VenueStatus,
} from './orders/order.ts';
export { clientOrderId, type OrderName } from './orders/client-order-id.ts';
export { isTerminal, move, MOVES, type IllegalMove, type OrderEvent, type OrderStatus } from './orders/moves.ts';
export { DEFAULT_EXECUTION_POLICY, type ExecutionPolicy, type OrderGuard } from './orders/policy.ts';
export { nextStep, worstPrice, type NextStep, type Situation } from './orders/tactic.ts';
export { step, type Step } from './orders/machine/step.ts';
export { IDLE, type MachineState } from './orders/machine/state.ts';
export { EMPTY_LOG, foldEntries, type LegLog, type OrderLog, type RunLog } from './orders/machine/log.ts';
export { decodeEntry, encodeEntry, type EncodedEntry, type UnreadableEntry } from './orders/machine/codec.ts';
export { outcomeOf } from './orders/machine/outcome-of.ts';
export type { Answer, CancellationResult, MachineEvent, SubmissionResult } from './orders/machine/event.ts';
export type { Effect, Note, Query } from './orders/machine/effect.ts';
export type { ClosedEntry, PlannedEntry, RunEntry } from './orders/machine/entry.ts';
// Ledger
export { bookIn, cashOf, isStrategyBook, sharesIn, strategiesIn } from './ledger/books.ts';
export { executionKey, openLedger, post, postingKey } from './ledger/post.ts';
export { fillEntries, outcomeEntries, rebalancedEntry, strangersFill, type FilledOrder } from './ledger/fill-entries.ts';
export { splitFilled } from './ledger/split.ts';
export { byShare, openingEntries, type Capital, type CashPart } from './ledger/opening.ts';
export { bookExecutions, type BookedExecutions } from './ledger/executions.ts';
export { toldOf, type PastTrade } from './ledger/late.ts';
export { adjustments, type AdjustmentContext, type AdjustmentRefusal } from './ledger/adjustments.ts';
export { shareSplit, type ShareSplit, type ShareSplitRefusal, type SplitEntry } from './ledger/share-split.ts';
export { formatRatio, splitRatio, type SplitRatio } from './ledger/split-ratio.ts';
export { compareOrders, type ComparedOrders } from './ledger/compare-orders.ts';
export { isRounding, reconcile, roundingEntries, unrounded } from './ledger/reconcile.ts';
export { markBook, type MarkedBook } from './ledger/profit.ts';
export { decodeLedgerEntry, encodeLedgerEntry } from './ledger/codec.ts';
export type { BookName, LedgerBook, LedgerEntry, Ledger, Lot } from './ledger/entry.ts';
// Run
export { decide, DEFAULT_POLICY, type Decided, type DecidedSleeve, type DecidePolicy } from './run/decide.ts';
export { decodeFacts, encodeFacts } from './run/facts-codec.ts';
export { closingEntries, missingEntries, type RunDeeds } from './run/closing.ts';
export { movedSince } from './run/moved-since.ts';
export { decodeHalt, encodeHalt, encodeResumption, type Halt } from './run/halt.ts';
export { amendRecord, type Amendment } from './run/amend.ts';
export { replay } from './run/replay.ts';
export { runIdOf } from './run/run-id.ts';
export { pricedTickers, runRequirements, type RunRequirements } from './run/requirements.ts';
export type { Account, AccountId, Facts, Position, Provenance, TradedBefore } from './run/facts.ts';
export type { LegOutcome, OrderOutcome, Outcome } from './run/outcome.ts';
export { decodeRecord, encodeRecord } from './run/record-codec.ts';
export { recordOf, sleeveRecord } from './run/to-record.ts';
export { bookRecords, positionRecords } from './run/holdings-record.ts';
export type { RunSeen } from './run/to-record.ts';
export {
  RECORD_VERSION,
  type BookRecord,
  type CertificateRecord,
  type FillRecord,
  type LegRecord,
  type OrderRecord,
  type PlanRecord,
  type PositionRecord,
  type RiskCheckRecord,
  type RunRecord,
  type RunStatus,
  type SleeveRecord,
} from './run/record.ts';
