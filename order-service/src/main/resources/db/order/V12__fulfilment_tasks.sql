-- Orders that go to their buyers by themselves: one task an order, at the step that is next.
alter table task
  add column step text not null default '',
  drop constraint task_kind_check,
  add constraint task_kind_check check (kind in ('REFUND', 'RESTOCK', 'FULFILMENT')),
  add constraint fulfilment_has_a_step check (
    case when kind = 'FULFILMENT' then step in ('PICK', 'PACK', 'SHIP', 'DELIVER') and subject_id = order_id
         else step = '' end);
