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
} from './values/exact.ts';
export type { DecimalText, Exact, Money, Price, Quantity } from './values/exact.ts';
export { splitProRata, weight, weightUnits } from './values/weight.ts';
export type { Weight, WeightUnits } from './values/weight.ts';
export { ticker } from './values/ticker.ts';
export type { Ticker } from './values/ticker.ts';
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
} from './values/time.ts';
export type { CivilDay, Instant, SessionDate } from './values/time.ts';
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
export { assertNever, err, invariant, InvariantViolation, ok } from './result.ts';
export type { Result } from './result.ts';
// Market
export { barFault } from './market/bar.ts';
export type { Bar } from './market/bar.ts';
export { alignHistory, asOf } from './market/history.ts';
export type { History } from './market/history.ts';
export { midPrice, spreadBps } from './market/quote.ts';
export type { Quote } from './market/quote.ts';
export { quantityIncrement, tickSize } from './market/instrument.ts';
export type { Instrument } from './market/instrument.ts';
export type { ExchangeCalendar, SessionHours } from './market/calendar.ts';
export { exchangeInstant, exchangeTime } from './market/new-york-time.ts';
export type { ExchangeTime } from './market/new-york-time.ts';
export { nyse, nyseHoliday } from './market/nyse.ts';
export type { MarketSource, SimulatedMarket } from './market/market-source.ts';
export { marketFromBars } from './market/market-from-bars.ts';
export type { MarketFromBarsOptions } from './market/market-from-bars.ts';
export { SYNTHETIC_FUTURE, SYNTHETIC_HISTORY, syntheticMarket } from './market/synthetic/synthetic-market.ts';
export type { SyntheticMarketOptions } from './market/synthetic/synthetic-market.ts';
export type { Listing } from './market/synthetic/listing.ts';
export { randomFamily } from './values/random.ts';
export type { Random, RandomFamily } from './values/random.ts';
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
} from './strategy/build.ts';
export type { Child } from './strategy/build.ts';
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
} from './strategy/measures.ts';
export type { MeasureWord } from './strategy/measures.ts';
export { strategyName } from './strategy/strategy.ts';
export type { Book, RebalancePolicy, Sleeve, Strategy, StrategyName } from './strategy/strategy.ts';
export { TREE_LIMITS, validate } from './strategy/validate.ts';
export type { Fault, TreeLimits } from './strategy/validate.ts';
export { requirements, tickersOf } from './strategy/requirements.ts';
export type { Requirements, TickerRequirement } from './strategy/requirements.ts';
export { readColumns } from './strategy/columns.ts';
export type { Columns, MeasureLookup, ReadingOptions } from './strategy/columns.ts';
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
export { explainTrace, explainTree } from './strategy/explain.ts';
export type { Line } from './strategy/explain.ts';
export { compareWithHoldings, PARITY_OPTIONS } from './strategy/parity.ts';
export type { HeldDay, ParityDay, ParityOptions } from './strategy/parity.ts';
export { schedule } from './strategy/schedule.ts';
export type { Scheduled, SleeveState } from './strategy/schedule.ts';
// Strategies
export { nuclear } from './strategies/nuclear.ts';
export { tecl } from './strategies/tecl.ts';
export { klm, klmVariants } from './strategies/klm/ensemble.ts';
export { bookOf, catalogue } from './strategies/catalogue.ts';
export type { BookEntry } from './strategies/catalogue.ts';
// Symphony
export { parseSymphony, parseSymphonyJson, readSymphony } from './symphony/parse.ts';
export type { ParsedSymphony, SymphonyOptions } from './symphony/parse.ts';
export { printSymphony } from './symphony/print.ts';
export { lint as lintSymphony } from './symphony/lint.ts';
export { nameFromTitle, strategyOf, symphonyOf } from './symphony/strategy-of.ts';
export { symphonyFaultWords } from './symphony/symphony.ts';
export type { Remark, RemarkCode, Symphony, SymphonyConfig, SymphonyContent, SymphonyFault } from './symphony/symphony.ts';
export { SYMPHONY_LIMITS } from './symphony/form.ts';
export type { Position as FilePosition } from './symphony/lines.ts';
// Portfolio
export type { SleeveTarget, TargetPortfolio } from './portfolio/target.ts';
export { combine } from './portfolio/combine.ts';
export type { SleeveChoice } from './portfolio/combine.ts';
export { compareHoldings, strategyHoldings } from './portfolio/holdings.ts';
export type { ComparedHolding, Holding } from './portfolio/holdings.ts';
// Rebalance
export { planEntries } from './rebalance/capital.ts';
export { planRebalance, withoutBuys } from './rebalance/plan.ts';
export { DEFAULT_PLAN_POLICY } from './rebalance/policy.ts';
export type { PlanPolicy } from './rebalance/policy.ts';
export type { PlanFacts, PlanRefusal } from './rebalance/sizing.ts';
export { isWithinTolerance } from './rebalance/tolerance.ts';
export type { Tolerance } from './rebalance/tolerance.ts';
export { fitToCash } from './rebalance/fit-to-cash.ts';
export type { PricedBuy } from './rebalance/fit-to-cash.ts';
export type { Cross, PlanRow, RebalancePlan, Side, SleeveShare, Trade } from './rebalance/trade.ts';
// Risk
export { approve } from './risk/approve.ts';
export type { Approval, Approved } from './risk/approve.ts';
export type { RiskCheck, RiskRow } from './risk/check.ts';
export { RISK_ROWS } from './risk/checks.ts';
export { tradedBefore } from './risk/traded-before.ts';
export { denies } from './risk/denies.ts';
export { orderGuard } from './risk/order-guard.ts';
export type { OrderContext } from './risk/denies.ts';
export { lastClose } from './risk/last-close.ts';
export { DEFAULT_LIMITS } from './risk/limits.ts';
export type { RiskLimits } from './risk/limits.ts';
// Orders
export { isClosed } from './orders/order.ts';
export type { ClientOrderId, Fill, Ticket, VenueOrder, VenueOrderId, VenueStatus } from './orders/order.ts';
export { clientOrderId } from './orders/client-order-id.ts';
export type { OrderName } from './orders/client-order-id.ts';
export { isTerminal, move, MOVES } from './orders/moves.ts';
export type { IllegalMove, OrderEvent, OrderStatus } from './orders/moves.ts';
export { DEFAULT_EXECUTION_POLICY } from './orders/policy.ts';
export type { ExecutionPolicy, OrderGuard } from './orders/policy.ts';
export { nextStep, worstPrice } from './orders/tactic.ts';
export type { NextStep, Situation } from './orders/tactic.ts';
export { step } from './orders/machine/step.ts';
export type { Step } from './orders/machine/step.ts';
export { IDLE } from './orders/machine/state.ts';
export type { MachineState } from './orders/machine/state.ts';
export { EMPTY_LOG, foldEntries } from './orders/machine/log.ts';
export type { LegLog, OrderLog, RunLog } from './orders/machine/log.ts';
export { decodeEntry, encodeEntry } from './orders/machine/codec.ts';
export type { EncodedEntry, UnreadableEntry } from './orders/machine/codec.ts';
export { outcomeOf } from './orders/machine/outcome-of.ts';
export type { Answer, CancellationResult, MachineEvent, SubmissionResult } from './orders/machine/event.ts';
export type { Effect, Note, Query } from './orders/machine/effect.ts';
export type { ClosedEntry, PlannedEntry, RunEntry } from './orders/machine/entry.ts';
// Ledger
export { bookIn, cashOf, isStrategyBook, sharesIn, strategiesIn } from './ledger/books.ts';
export { executionKey, openLedger, post, postingKey } from './ledger/post.ts';
export { fillEntries, outcomeEntries, rebalancedEntry, strangersFill } from './ledger/fill-entries.ts';
export type { FilledOrder } from './ledger/fill-entries.ts';
export { splitFilled } from './ledger/split.ts';
export { byShare, openingEntries } from './ledger/opening.ts';
export type { Capital, CashPart } from './ledger/opening.ts';
export { bookExecutions } from './ledger/executions.ts';
export type { BookedExecutions } from './ledger/executions.ts';
export type { PastTrade } from './ledger/late.ts';
export { adjustments } from './ledger/adjustments.ts';
export type { AdjustmentContext, AdjustmentRefusal } from './ledger/adjustments.ts';
export { shareSplit } from './ledger/share-split.ts';
export type { ShareSplit, ShareSplitRefusal, SplitEntry } from './ledger/share-split.ts';
export { formatRatio, splitRatio } from './ledger/split-ratio.ts';
export type { SplitRatio } from './ledger/split-ratio.ts';
export { compareOrders } from './ledger/compare-orders.ts';
export type { ComparedOrders } from './ledger/compare-orders.ts';
export { isRounding, reconcile, roundingEntries } from './ledger/reconcile.ts';
export { markBook } from './ledger/profit.ts';
export type { MarkedBook } from './ledger/profit.ts';
export { decodeLedgerEntry, encodeLedgerEntry } from './ledger/codec.ts';
export type { BookName, LedgerBook, LedgerEntry, Ledger, Lot } from './ledger/entry.ts';
// Run
export { decide, DEFAULT_POLICY } from './run/decide.ts';
export type { Decided, DecidedSleeve, DecidePolicy } from './run/decide.ts';
export { decodeFacts, encodeFacts } from './run/facts-codec.ts';
export { closingEntries, missingEntries } from './run/closing.ts';
export type { RunDeeds } from './run/closing.ts';
export { decodeHalt, encodeHalt, encodeResumption } from './run/halt.ts';
export type { Halt } from './run/halt.ts';
export { amendRecord } from './run/amend.ts';
export type { Amendment } from './run/amend.ts';
export { replay } from './run/replay.ts';
export { runIdOf } from './run/run-id.ts';
export { pricedTickers, runRequirements } from './run/requirements.ts';
export type { RunRequirements } from './run/requirements.ts';
export type { Account, AccountId, Facts, Position, Provenance, TradedBefore } from './run/facts.ts';
export type { LegOutcome, OrderOutcome, Outcome } from './run/outcome.ts';
export { decodeRecord, encodeRecord } from './run/record-codec.ts';
export { recordOf, sleeveRecord } from './run/to-record.ts';
export { bookRecords, positionRecords } from './run/holdings-record.ts';
export type { RunSeen } from './run/to-record.ts';
export { RECORD_VERSION } from './run/record.ts';
export type {
  BookRecord,
  CertificateRecord,
  FillRecord,
  LegRecord,
  OrderRecord,
  PlanRecord,
  PositionRecord,
  RiskCheckRecord,
  RunRecord,
  RunStatus,
  SleeveRecord,
} from './run/record.ts';
