-- Which replies have the same words: a text that goes to many cases is shown as such.
alter table reply add column words_key text;
create index reply_words on reply (words_key, observed_at) where words_key is not null;
