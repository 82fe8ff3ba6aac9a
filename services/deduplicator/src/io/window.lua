-- Some texts, one after the other, in one atomic step: look up, decide, store the decision, insert the text.
--
-- KEYS[1] the epoch marker
-- ARGV    1 key prefix   2 window in ms   3 queries (JSON, src/io/window-query.ts)   4 their bands and sketches as bytes
-- RULES   stands for src/domain/relation-rules.ts, written out as a Lua table when the script is loaded
-- Returns {epoch, relations as JSON in the order of the queries}; {''} when the marker is missing: the window has been
-- emptied, nothing was done. Published relations need no marker and are stored as they are: so a window is rebuilt.
--
-- The decision is src/domain/decide-relation.ts in another language; a test proves that they agree. Change both.
-- Keys    f:<feedbackId> what is known of a feedback    t:<number> a text    no: last number given
--         i:<slot> the texts of each customer that expire in one half of the window: by identity the numbers of texts,
--         4 bytes each
--         b:<slot><2 bytes> the same by words: a key of words has 4 bytes, two name the hash, two the field in it. So
--         Redis keeps each hash packed (10 bytes a text and key); one large hash took seven times as much.
-- Trap: never compare binary strings with < here, Redis orders strings by the locale of its process.

local prefix, rules, window = ARGV[1], RULES, tonumber(ARGV[2])
local epoch = redis.call('GET', KEYS[1])
-- The text in question, and the relation that was published of it when it is only put back.
local query, published

local NO_MARKS = {{}, {}, {}, {}, {}, {}}

local function load(key)
  local packed = redis.call('GET', prefix .. key)
  return packed and cmsgpack.unpack(packed) or nil
end

local function store(key, value)
  redis.call('SET', prefix .. key, cmsgpack.pack(value), 'PXAT', query.expires)
end

local function shares_any(one, other)
  for _, a in ipairs(one) do
    for _, b in ipairs(other) do
      if a == b then return true end
    end
  end
  return false
end

-- Likeness of two texts ------------------------------------------------------------------------------------------------

local MARK_KINDS = {'amount', 'account', 'bank', 'product', 'person', 'date'}

-- In what two texts contradict each other; the same words never do.
local function contradiction(a, b)
  if a.exact == b.exact then return nil end
  for kind, name in ipairs(MARK_KINDS) do
    local one, other = a.marks[kind], b.marks[kind]
    if #one > 0 and #other > 0 and not shares_any(one, other) then return name end
  end
  return nil
end

local function last_hash(text)
  return struct.unpack('>I4', text.sketch, #text.sketch - 3)
end

-- The hashes up to the limit: all of them without one, and a set of them.
local function hashes_of(sketch, limit)
  local set, count = {}, 0
  for at = 1, #sketch, 4 do
    if limit and struct.unpack('>I4', sketch, at) > limit then break end
    set[string.sub(sketch, at, at + 3)] = true
    count = count + 1
  end
  return set, count
end

-- Jaccard, containment and the smaller size; nothing once so many hashes are missing that neither `least` can be reached,
-- which spares most of the work on the many candidates that only share a bucket.
local function overlap(a, b, least)
  local limit = a.cut and last_hash(a) or nil
  if b.cut then
    local other = last_hash(b)
    if not limit or other < limit then limit = other end
  end
  local left, left_count
  if limit then
    left, left_count = hashes_of(a.sketch, limit)
  else
    -- The set of the text in question serves all its candidates.
    if not a.set then a.set, a.set_count = hashes_of(a.sketch) end
    left, left_count = a.set, a.set_count
  end
  local right_count, shared, may_miss = 0, 0, math.huge
  if not limit then
    local size = #b.sketch / 4
    local both = (left_count + size) * least.jaccard / (1 + least.jaccard)
    may_miss = size - math.min(both, math.min(left_count, size) * least.containment) + 0.001
  end
  for at = 1, #b.sketch, 4 do
    if limit and struct.unpack('>I4', b.sketch, at) > limit then break end
    right_count = right_count + 1
    if left[string.sub(b.sketch, at, at + 3)] then shared = shared + 1 end
    if right_count - shared > may_miss then return nil end
  end
  local smaller, together = math.min(left_count, right_count), left_count + right_count - shared
  return together == 0 and 0 or shared / together, smaller == 0 and 0 or shared / smaller, smaller
end

local function rounded(score)
  return math.floor(score * 10000 + 0.5) / 10000
end

local function same_matter(a, b)
  if a.exact == '' or b.exact == '' then return nil end
  if a.exact == b.exact then return 'same-text', 1 end
  if contradiction(a, b) then return nil end
  local rule = rules.sameCustomer
  local jaccard, containment, smaller = overlap(a, b, rule)
  if not jaccard then return nil end
  if jaccard >= rule.jaccard then return 'near-text', rounded(jaccard) end
  if containment >= rule.containment and smaller >= rule.leastShared then
    return 'contained-text', rounded(containment)
  end
  return nil
end

local function alike(a, b, least)
  local script, shorter, longer = a.zh and 'zh' or 'other', math.min(a.length, b.length), math.max(a.length, b.length)
  if a.zh ~= b.zh or shorter < least[script] then return nil end
  if a.exact == b.exact then return 'same-text', 1 end
  if shorter < rules.leastLength[script] then return nil end
  for _, tier in ipairs(rules.lookalike[script]) do
    if shorter < tier.below and longer >= tier.longer then
      local jaccard, containment = overlap(a, b, tier)
      if not jaccard then return nil end
      if jaccard >= tier.jaccard then return 'near-text', rounded(jaccard) end
      if containment >= tier.containment and shorter >= longer * tier.lengthRatio then
        return 'contained-text', rounded(containment)
      end
      return nil
    end
  end
  return nil
end

-- Candidates -----------------------------------------------------------------------------------------------------------

-- Slots by the clock of Redis, so that all processes look into the same.
local slot_length = math.ceil(window / 2)
local now = redis.call('TIME')[1] * 1000
local first_slot, last_slot = math.floor(now / slot_length), math.floor((now + window) / slot_length)

local function slot_key(slot)
  return prefix .. 'i:' .. slot
end

-- Where a key of words stands. Slot numbers of one window have the same length, so that no two keys are confused.
local function word_key(slot, key)
  return prefix .. 'b:' .. slot .. string.sub(key, 1, 2), string.sub(key, 3, 4)
end

-- A full bucket keeps its first quarter, so that the members of a campaign keep pointing to whoever began it, and the
-- latest others.
local function capped(numbers, most)
  if #numbers <= most * 4 then return numbers end
  return string.sub(numbers, 1, most) .. string.sub(numbers, -most * 3)
end

-- What stands in the buckets of a text, in all slots and by slot; each is fetched once. Nothing for an empty bucket.
local fetched, contents, contents_by_slot
local function note(bucket, slot, numbers)
  if not numbers then return end
  contents[bucket] = (contents[bucket] or '') .. numbers
  contents_by_slot[slot][bucket] = numbers
end

local function fetch_identities(identities)
  local missing = {}
  for _, identity in ipairs(identities) do
    if not fetched['i:' .. identity] then
      fetched['i:' .. identity] = true
      missing[#missing + 1] = identity
    end
  end
  if #missing == 0 then return end
  for slot = first_slot, last_slot do
    local found = redis.call('HMGET', slot_key(slot), unpack(missing))
    for index, identity in ipairs(missing) do note('i:' .. identity, slot, found[index]) end
  end
end

local function fetch_words(keys)
  for _, key in ipairs(keys) do
    if not fetched[key] then
      fetched[key] = true
      for slot = first_slot, last_slot do note(key, slot, redis.call('HGET', word_key(slot, key))) end
    end
  end
end

-- A text as it is stored, with its names.
local function text_of(packed)
  local one = cmsgpack.unpack(packed)
  return {
    id = one[1], at = one[2], root = one[3] or one[1], cluster = one[4] or one[1], repost = one[5], identities = one[6],
    exact = one[7], length = one[8], zh = one[9], marks = one[10] or NO_MARKS, sketch = one[11], cut = one[12]
  }
end

local function load_feedback(id)
  local one = load('f:' .. id)
  return one and {
    root = one[1] or id, cluster = one[2] or id, repost = one[3], revision = one[4], number = one[5], words = one[6],
    stars = one[7], updatedAt = one[8] or nil, contents = one[9]
  }
end

local function load_text(number)
  local packed = redis.call('GET', prefix .. 't:' .. number)
  return packed and text_of(packed) or nil
end

-- The texts whose numbers stand in the buckets, each once, at most rules.candidates; those that expired are left out.
-- Those of the same customer first.
local function texts_in(identities, words)
  local texts, seen, keys = {}, {}, {}
  local function add(numbers)
    for at = 1, #numbers, 4 do
      local number = string.sub(numbers, at, at + 3)
      if not seen[number] and #keys < rules.candidates then
        seen[number] = true
        keys[#keys + 1] = prefix .. 't:' .. struct.unpack('>I4', number)
      end
    end
  end
  if identities then fetch_identities(identities) end
  fetch_words(words)
  for _, identity in ipairs(identities or {}) do add(capped(contents['i:' .. identity] or '', rules.bucket)) end
  for _, key in ipairs(words) do add(capped(contents[key] or '', rules.wordBucket)) end
  if #keys == 0 then return texts end
  for _, packed in ipairs(redis.call('MGET', unpack(keys))) do
    if packed then texts[#texts + 1] = text_of(packed) end
  end
  return texts
end

local function earliest(texts, compare)
  local best
  for _, known in ipairs(texts) do
    -- What is later than the best so far need not be compared.
    if not known.repost and
      (not best or known.at < best.known.at or (known.at == best.known.at and known.id < best.known.id)) then
      local how, score = compare(known)
      if how then best = {known = known, how = how, score = score} end
    end
  end
  return best
end

-- The rules, in the order of precedence --------------------------------------------------------------------------------

local function relation(kind, because)
  return {
    kind = kind, score = 0, because = because, revision = 1, substantive = true, outdated = false,
    position = query.position
  }
end

local function joined(result, match)
  result.of, result.score, result.clusterId = match.known.root, match.score, match.known.cluster
  return result
end

local function same_customer(known)
  return shares_any(query.sameAs, known.identities)
end

local function redelivery(first)
  local result = relation('redelivery', {'same-id', 'same-content'})
  result.of, result.score, result.revision = query.id, 1, first.revision
  return result
end

local function revision(self)
  local outdated = query.updatedAt ~= nil and self.updatedAt ~= nil and query.updatedAt < self.updatedAt
  local because, changed = {'same-id'}, query.words ~= self.words or query.stars ~= self.stars
  if outdated then
    because[2] = 'older-than-known'
  elseif not changed then
    because[2] = 'same-words'
  else
    if query.words ~= self.words then because[2] = 'changed-text' end
    if query.stars ~= self.stars then because[#because + 1] = 'changed-stars' end
  end
  local result = relation('revision', because)
  result.of, result.score, result.revision = query.id, 1, self.revision + 1
  result.substantive, result.outdated = not outdated and changed, outdated
  if self.cluster ~= query.id then result.clusterId = self.cluster end
  return result
end

local function declared_share(target)
  local target_text = target and target.number and load_text(target.number)
  if query.ownWords and not (target_text and same_matter(query.text, target_text)) then return nil end
  local result
  if target and not target.repost and target_text and same_customer(target_text) then
    result = relation('resubmission', {'same-customer', 'shared-from'})
  else
    result = relation('repost', {'shared-from', 'no-own-words'})
  end
  result.of, result.score = target and target.root or query.sharedFrom, 1
  result.clusterId = target and target.cluster or query.sharedFrom
  return result
end

local function own_thread()
  local thread = query.inReplyTo and load_feedback(query.inReplyTo) or nil
  local text = thread and not thread.repost and thread.number and load_text(thread.number)
  if not text or not same_customer(text) then return nil end
  local result = relation('resubmission', {'same-customer', 'in-reply-to'})
  result.of, result.score, result.clusterId = thread.root, 1, thread.cluster
  return result
end

local function resubmission(candidates)
  local match = earliest(candidates, function(known)
    if same_customer(known) then return same_matter(query.text, known) end
  end)
  if not match then return nil end
  local because = {'same-customer', match.how}
  if query.quotes and not query.ownWords then because[3] = 'quote-chain' end
  return joined(relation('resubmission', because), match)
end

local function quotation(text, known)
  if contradiction(text, known) then return nil end
  return alike(text, known, rules.leastQuoted)
end

local function quoted_repost(candidates)
  if not query.quotes or query.ownWords then return nil end
  local match = earliest(candidates, function(known) return quotation(query.text, known) end)
  return match and joined(relation('repost', {'quote-chain', 'no-own-words', match.how}), match) or nil
end

local function lookalike(candidates)
  local match = earliest(candidates, function(known) return alike(query.text, known, rules.leastLength) end)
  if not match then return nil end
  local because, differs = {match.how}, contradiction(query.text, match.known)
  if same_customer(match.known) then
    because[2] = 'same-customer'
  else
    because[2] = #query.identities > 0 and #match.known.identities > 0 and 'other-customer' or 'unknown-customer'
  end
  if differs then because[3] = 'other-' .. differs end
  return joined(relation('lookalike', because), match)
end

local function original(target)
  if query.sharedFrom then
    local result = relation('original', {'own-words', 'shared-from'})
    result.clusterId = target and target.cluster or query.sharedFrom
    return result
  end
  if query.quoted then
    local match = earliest(texts_in(nil, query.quoted.bands), function(known) return quotation(query.quoted, known) end)
    if match then
      local result = relation('original', {'own-words', 'quote-chain'})
      result.clusterId = match.known.cluster
      return result
    end
  end
  return relation('original', {query.text.exact == '' and 'no-words' or 'nothing-alike'})
end

local function decide_new()
  local target = query.sharedFrom and load_feedback(query.sharedFrom) or nil
  local shared = query.sharedFrom and declared_share(target)
  if shared then return shared end
  local answered = own_thread()
  if answered then return answered end
  local candidates = query.text.exact ~= '' and texts_in(query.sameAs, query.text.bands) or {}
  return resubmission(candidates) or quoted_repost(candidates) or lookalike(candidates) or original(target)
end

-- Storing --------------------------------------------------------------------------------------------------------------

local slots_written = {}
local function add_to_buckets(identities, words, number)
  local slot = math.max(first_slot, math.min(last_slot, math.floor(query.expires / slot_length)))
  local ends = string.format('%.0f', (slot + 2) * slot_length)
  local member = struct.pack('>I4', number)
  local function added(bucket, most)
    local numbers = contents_by_slot[slot][bucket]
    return numbers and capped(numbers .. member, most) or member
  end
  if #identities > 0 then
    fetch_identities(identities)
    local fields = {}
    for index, identity in ipairs(identities) do
      fields[index * 2 - 1], fields[index * 2] = identity, added('i:' .. identity, rules.bucket)
    end
    redis.call('HSET', slot_key(slot), unpack(fields))
    slots_written[slot] = ends
  end
  fetch_words(words)
  for _, key in ipairs(words) do
    local hash, field = word_key(slot, key)
    -- The first field of a hash gives it its end. Told at every field, it would be a third of what Redis writes to its file.
    if redis.call('HSET', hash, field, added(key, rules.wordBucket)) == 1 and redis.call('HLEN', hash) == 1 then
      redis.call('PEXPIREAT', hash, ends)
    end
  end
end

-- A slot that is over is freed in the background: expiry would do it in one go, and millions of fields take seconds.
local function close_slots()
  for slot, ends in pairs(slots_written) do redis.call('PEXPIREAT', slot_key(slot), ends) end
  redis.call('UNLINK', slot_key(first_slot - 1))
end

-- nil would end the list, so what is not there is false; what is the text's own id is not written again.
local function other_than(own, id)
  return id ~= own and id or false
end

local function insert_text(self)
  local text, marked = query.text, false
  for _, marks in ipairs(text.marks) do marked = marked or #marks > 0 end
  self.number = redis.call('INCR', prefix .. 'no')
  store('t:' .. self.number, {
    query.id, query.at, other_than(query.id, self.root), other_than(query.id, self.cluster), self.repost,
    query.identities, text.exact, text.length, text.zh, marked and text.marks, text.sketch, text.cut
  })
  if self.repost or text.exact == '' then return end
  local indexed = text.length >= rules.leastQuoted[text.zh and 'zh' or 'other']
  add_to_buckets(query.identities, indexed and text.bands or {}, self.number)
end

local function new_feedback(result)
  local joins = result.kind == 'resubmission' or result.kind == 'repost'
  return {
    root = joins and result.of or query.id, cluster = result.clusterId or query.id, repost = result.kind == 'repost',
    revision = 0, contents = {}
  }
end

-- What is known of a feedback, as it is stored: as a list, by which half of it is saved.
local function store_feedback(self)
  store('f:' .. query.id, {
    other_than(query.id, self.root), other_than(query.id, self.cluster), self.repost, self.revision, self.number or false,
    self.words or false, self.stars or 0, self.updatedAt or false, self.contents
  })
end

-- The decision on a content's first delivery: its JSON, the revision it made, and where it was read from; '' for a
-- redelivery that was put back in place of a first one beyond the window's edge.
local function first_delivery(self)
  local json = self and self.contents[query.hash]
  if not json then return nil end
  local result = cjson.decode(json)
  return {
    json = json, revision = result.revision,
    position = result.kind ~= 'redelivery' and result.position or ''
  }
end

local function remember(self, result, json)
  self = self or new_feedback(result)
  self.contents[query.hash] = json
  self.revision = math.max(self.revision, result.revision)
  if not result.outdated then
    self.words, self.stars = query.words, query.stars
    self.updatedAt = query.updatedAt or self.updatedAt
    insert_text(self)
  end
  store_feedback(self)
end

-- The answer to one text: its relation as JSON.
local function answer()
  local self = load_feedback(query.id)
  local first = first_delivery(self)
  if published then
    local given = cjson.decode(published)
    -- A redelivery only fills the gap that a first delivery beyond the window's edge has left.
    if not first or (first.position == '' and given.kind ~= 'redelivery') then remember(self, given, published) end
    return published
  end
  if first and (first.position == query.position or query.replay) then return first.json end
  if first then return cjson.encode(redelivery(first)) end
  local result = self and revision(self) or decide_new()
  local json = cjson.encode(result)
  remember(self, result, json)
  return json
end

-- Reads the bands and the sketch of the next text from the bytes.
local next_byte = 1
local function read_bytes(text)
  local bands_end = next_byte + text.bands * 4
  local sketch_end = bands_end + text.size * 4
  local bands = {struct.unpack(string.rep('c4', text.bands), ARGV[4], next_byte)}
  bands[#bands] = nil -- the position behind them
  text.bands, text.sketch = bands, string.sub(ARGV[4], bands_end, sketch_end - 1)
  next_byte = sketch_end
end

local answers = {epoch or ''}
for _, asked in ipairs(cjson.decode(ARGV[3])) do
  query, published, fetched, contents, contents_by_slot = asked, asked.published, {}, {}, {}
  if not epoch and not published then return {''} end
  for slot = first_slot, last_slot do contents_by_slot[slot] = {} end
  query.sameAs = query.sameAs or query.identities
  read_bytes(query.text)
  if query.quoted then read_bytes(query.quoted) end
  answers[#answers + 1] = answer()
end
close_slots()
return answers
