-- @title Unknown status or code
-- @about A status, a reason or a network code that is not in the catalogue: the partner has something new, or a mapping is wrong. Look it up, then teach it to whatever switches on it.
-- @tags catalogue, status, code
-- @using disputes
-- @rule lead "Outside the catalogue: {unknown}."
select
  d.id,
  array_to_string(array[found.status, found.reason, found.code], ', ') as unknown,
  d.status,
  d.reason,
  d.network,
  d.network_reason_code,
  d.created_at
from disputes d
cross join lateral (
  select
    case
      when d.status not in (
        'warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review',
        'appeal_needs_response', 'appeal_under_review', 'won', 'lost', 'prevented', 'charge_refunded'
      ) then 'status ' || d.status
    end as status,
    case
      when d.reason not in (
        'bank_cannot_process', 'check_returned', 'credit_not_processed', 'customer_initiated', 'debit_not_authorized',
        'duplicate', 'fraudulent', 'general', 'incorrect_account_details', 'insufficient_funds', 'noncompliant',
        'product_not_received', 'product_unacceptable', 'subscription_canceled', 'unrecognized'
      ) then 'reason ' || d.reason
    end as reason,
    case
      when d.network_reason_code <> all (
        case d.network
          when 'visa' then array[
            '10.1', '10.2', '10.3', '10.4', '10.5', '11.1', '11.2', '11.3',
            '12.1', '12.2', '12.3', '12.4', '12.5', '12.6.1', '12.6.2', '12.7',
            '13.1', '13.2', '13.3', '13.4', '13.5', '13.6', '13.7', '13.8', '13.9', '28', '30', '33', '34'
          ]
          when 'mastercard' then array[
            '4808', '4812', '4831', '4834', '4837', '4841', '4849', '4853', '4855', '4859', '4860', '4863', '4870', '4871'
          ]
          when 'amex' then array[
            'A01', 'A02', 'A08', 'C02', 'C04', 'C05', 'C08', 'C14', 'C18', 'C28', 'C31', 'C32', 'F10', 'F24', 'F29', 'F30', 'F31',
            'FR2', 'FR4', 'FR6', 'M01', 'M10', 'P01', 'P03', 'P04', 'P05', 'P07', 'P08', 'P22', 'P23', 'R03', 'R13',
            '127', '155', '173', '175', '176', '177', '193', '684'
          ]
          when 'discover' then array[
            '4534', '4541', '4542', '4550', '4553', '4586', '4752', '4753', '4755', '4762', '4863', '4864', '4865', '4866', '4867',
            '7010', '7030', '8002', 'UA01', 'UA02', 'UA05', 'UA06', 'AT', 'DA', 'AA'
          ]
        end
      )
      -- Mastercard's retrievals and second presentments are whole families.
      and not (d.network = 'mastercard' and d.network_reason_code ~ '^(63..|490.)$')
      then d.network || ' ' || d.network_reason_code
    end as code
) found
where found.status is not null
  or found.reason is not null
  or found.code is not null
order by d.created_at desc;
