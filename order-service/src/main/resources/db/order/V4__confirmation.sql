-- A placement may wait for its buyer, who confirms the payment.
alter table order_saga
  drop constraint step_belongs_to_goal,
  add constraint step_belongs_to_goal check (
    case goal
      when 'PLACEMENT' then step in ('RESERVE', 'AUTHORIZE', 'CONFIRM', 'REVALIDATE', 'CAPTURE', 'COMMIT', 'CLEAR_CART',
                                     'VOID', 'RELEASE', 'DONE')
      else step in ('REFUND', 'RESTOCK', 'DONE') end);
