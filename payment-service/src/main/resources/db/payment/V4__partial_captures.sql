-- A part of what was set aside may be taken; the provider gives the rest up.
alter table payment
  drop constraint captured_whole,
  drop constraint captured_has_amount,
  add constraint captured_something
    check (state not in ('CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED') or captured > 0 or amount = 0);
