-- What another model said of a case, before and after. Apart from label_correction, which is what people have said.
create table relabelling (
  case_id uuid not null,
  version int not null,
  before json not null,
  after json not null,
  primary key (case_id, version)
);
