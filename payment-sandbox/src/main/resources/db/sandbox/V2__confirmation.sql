-- A buyer who is asked may refuse; nothing is held then.
alter table authorization_hold
  drop constraint authorization_hold_state_check,
  add constraint state_known check (state in ('AUTHORIZED', 'REQUIRES_ACTION', 'REFUSED', 'VOIDED'));
