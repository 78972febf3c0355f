export interface Breakage {
  /** As in the list of the sample's breakages. */
  readonly number: number;
  readonly kind: string;
  /** In plain words. */
  readonly wrong: string;
  /** What looks like it and is in order. */
  readonly besides: string;
  /** Names under which the stories mark what they plant; identifiers depend on the day. */
  readonly planted: readonly string[];
  readonly decoys: readonly string[];
}

/** What is wrong in the sample on purpose, and what only looks so. */
export const breakages = [
  { number: 1, kind: 'closedNotApplied', wrong: 'The closed event came and was never applied: the row is still under review.', besides: 'Under review, with no closed event.', planted: ['closedWon', 'closedLost', 'closedLongAgo'], decoys: ['noClosedEvent'] },
  { number: 2, kind: 'eventGap', wrong: 'A dispute without its created event, and a created event without its dispute.', besides: 'An event of a dispute in test mode.', planted: ['disputeWithoutEvent', 'eventWithoutDispute'], decoys: ['testModeEvent'] },
  { number: 3, kind: 'statusWentBack', wrong: 'An update of the same second was applied after the closing event, so that a won dispute is under review again.', besides: 'Two updates in order.', planted: ['statusWentBack'], decoys: ['updatesInOrder'] },
  { number: 4, kind: 'deliveredTwice', wrong: 'One event was delivered three times, and the connected account was debited twice.', besides: 'Two different updates of one dispute.', planted: ['deliveredThrice'], decoys: ['differentUpdates'] },
  { number: 5, kind: 'wonNotReinstated', wrong: 'Won nine days ago, and the 120.00 have not come back.', besides: 'Won yesterday.', planted: ['wonNotReinstated'], decoys: ['wonYesterday'] },
  { number: 6, kind: 'doubleWithdrawal', wrong: 'The 75.50 were withdrawn twice for one dispute.', besides: 'Two disputes on one charge, one withdrawal each.', planted: ['doubleWithdrawal'], decoys: ['twoDisputesOneCharge'] },
  { number: 7, kind: 'reinstatedButLost', wrong: 'Lost, and yet the whole 50.00 came back.', besides: 'Lost, with the 30.00 of 100.00 reinstated that had been refunded before.', planted: ['reinstatedButLost'], decoys: ['lostRefundReinstated'] },
  { number: 8, kind: 'noWithdrawal', wrong: 'A chargeback for three days, and no withdrawal on the ledger.', besides: 'An inquiry and a prevented dispute, which move no money.', planted: ['noWithdrawal'], decoys: ['recentInquiry', 'recentPrevented'] },
  { number: 9, kind: 'rateDiffers', wrong: 'A dispute in EUR settled in USD 2.1 % away from the day’s rate.', besides: 'One 0.3 % away.', planted: ['rateFarOff'], decoys: ['rateSlightlyOff'] },
  { number: 10, kind: 'wrongExponent', wrong: 'The partner takes ISK to have no decimals, JPY and KWD to have two: a hundredfold or tenfold off.', besides: 'The same currencies, read right.', planted: ['wrongExponent'], decoys: ['rightExponent'] },
  { number: 11, kind: 'feeDiffers', wrong: 'A fee of 15.00 where the schedule says 20.00.', besides: 'A country where countering costs nothing.', planted: ['feeTooLow'], decoys: ['noCounteringFee'] },
  { number: 12, kind: 'refundedAndLost', wrong: 'Fully refunded two days before the dispute, then lost: paid twice.', besides: 'The refund failed.', planted: ['refundedAndLost'], decoys: ['failedRefundAndLost'] },
  { number: 13, kind: 'stagedNotSubmitted', wrong: 'Due in five hours, evidence staged, nothing submitted.', besides: 'To be submitted automatically.', planted: ['stagedNotSubmitted'], decoys: ['automaticSubmission'] },
  { number: 14, kind: 'missedDeadline', wrong: 'Due at 23:59:59 UTC, which was 17:59 in Mexico City: missed by a reader of local time.', besides: 'No deadline at all: due_by is 0.', planted: ['missedDeadline'], decoys: ['noDeadline'] },
  { number: 15, kind: 'submittedLate', wrong: 'Submitted after the deadline.', besides: 'Submitted on time.', planted: ['submittedLate'], decoys: ['submittedOnTime'] },
  { number: 16, kind: 'escalatedStillOpen', wrong: 'An inquiry became a chargeback under a new identifier, and the inquiry is still shown as open.', besides: 'An inquiry closed by a full refund.', planted: ['escalatedInquiry'], decoys: ['refundedInquiry'] },
  { number: 17, kind: 'preventedAsLost', wrong: 'Prevented by rapid resolution, counted as lost and charged the fee of a chargeback.', besides: 'Prevented, with the fee of a prevention.', planted: ['preventedAsLost'], decoys: ['preventedWithFee'] },
  { number: 18, kind: 'disputedTooMuch', wrong: 'Twice 60.00 disputed on a charge of 100.00.', besides: '40.00 and 60.00 of 100.00; 105.00 by an exchange rate.', planted: ['disputedTooMuch'], decoys: ['disputedInParts', 'disputedInAnotherCurrency'] },
  { number: 19, kind: 'transferNotReversed', wrong: 'The platform was debited, and the connected account’s transfer was not reversed.', besides: 'Reversed the next day.', planted: ['transferNotReversed'], decoys: ['transferReversed'] },
  { number: 20, kind: 'partnerDiffers', wrong: 'A partner’s file that differs by 83,412.17.', besides: 'A second file that agrees.', planted: ['partnerCutOff', 'partnerDuplicate', 'partnerMissingHere', 'partnerRate', 'partnerNettedFee'], decoys: ['partnerAgrees'] },
  { number: 21, kind: 'warningUnanswered', wrong: 'A fraud warning neither refunded nor disputed for 20 days.', besides: 'One refunded within a day.', planted: ['warningUnanswered'], decoys: ['warningRefunded'] },
  { number: 22, kind: 'issuerSpike', wrong: 'One issuer’s disputes of this week lie five standard deviations above its mean.', besides: 'A merchant whose sales doubled, and its disputes too.', planted: ['issuerSpike'], decoys: ['grownMerchant'] },
  { number: 23, kind: 'ingestLag', wrong: 'For a day, disputes were first seen three hours late.', besides: 'A late update of an old dispute.', planted: ['seenLate'], decoys: ['updatedLate'] },
  { number: 24, kind: 'unknownValue', wrong: 'A status and a network code outside the catalogue.', besides: 'Rare ones that are in it.', planted: ['unknownStatus', 'unknownCode'], decoys: ['rareStatus', 'rareCode'] },
  { number: 25, kind: 'syncStopped', wrong: 'An account whose sync stopped four days ago.', besides: 'An account with no business for four days.', planted: ['syncStopped'], decoys: ['noBusiness'] },
  { number: 26, kind: 'orphan', wrong: 'A dispute whose charge does not exist, and a disputed charge with no dispute.', besides: 'A dispute on a payment that is no card charge.', planted: ['disputeWithoutCharge', 'chargeWithoutDispute'], decoys: ['disputeOnPayment'] },
  { number: 27, kind: 'cardNumber', wrong: 'Card numbers and a customer’s address in free text.', besides: 'Order numbers of 16 digits that no issuer gave or that fail the check digit; acquirer reference numbers.', planted: ['cardNumberInText', 'addressInText'], decoys: ['orderNumberInText', 'arnInText'] },
  { number: 28, kind: 'programme', wrong: 'A card-absent account at 1.62 % with 1,640 cases this month (our estimate).', besides: '2.4 % with 60 cases, under the floor.', planted: ['overThreshold'], decoys: ['underFloor'] },
  { number: 29, kind: 'compellingEvidence', wrong: 'Two earlier undisputed orders, 120 to 365 days before, with two elements alike: a defence nobody has used.', besides: 'One such order; two of 90 days before.', planted: ['twoEarlierOrders'], decoys: ['oneEarlierOrder', 'ordersTooRecent'] },
  { number: 30, kind: 'stuck', wrong: 'Under review for 83 days.', besides: 'For 60 days.', planted: ['stuckLong'], decoys: ['stuckShort'] },
] as const satisfies readonly Breakage[];

type Entry = (typeof breakages)[number];
export type BreakageKind = Entry['kind'];
export type Handle = Entry['planted'][number] | Entry['decoys'][number];
