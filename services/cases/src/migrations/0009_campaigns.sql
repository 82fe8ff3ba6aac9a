-- Feedbacks that belong to the cluster of another, one row each: lookalikes, reposts, resubmissions, and own words beside a
-- share. The one that began a cluster needs no row. `reach` is the greatest that the source has told so far.
create table campaign_member (
  feedback_id uuid primary key,
  cluster_id uuid not null,
  reach bigint not null
);
create index campaign_member_cluster on campaign_member (cluster_id);

-- How many people a source says a post had before it: likes, shares and the followers of its author.
create function reach_of(details json) returns bigint language sql immutable as $$
  select coalesce((details->'engagement'->>'likes')::bigint, 0) + coalesce((details->'engagement'->>'shares')::bigint, 0)
       + coalesce((details->'engagement'->>'followers')::bigint, 0)
$$;

insert into campaign_member (feedback_id, cluster_id, reach)
select feedback_id, (relation->>'clusterId')::uuid, reach_of(details)
  from feedback where relation->>'clusterId' is not null;

-- Each feedback of each cluster, the one that began it included as soon as it is there.
create view campaign_feedback as
  select m.cluster_id, f.feedback_id, f.received_at, f.occurred_at, f.speaker, f.relation->>'kind' as kind,
         greatest(m.reach, reach_of(f.details)) as reach
    from campaign_member m join feedback f using (feedback_id)
  union all
  select c.cluster_id, f.feedback_id, f.received_at, f.occurred_at, f.speaker, f.relation->>'kind', reach_of(f.details)
    from (select distinct cluster_id from campaign_member) c join feedback f on f.feedback_id = c.cluster_id
   where not exists (select 1 from campaign_member m where m.feedback_id = c.cluster_id);

-- Computed from its feedbacks, so that nothing can be counted twice. A cluster of one customer is no campaign.
create view campaign as
  select cluster_id, min(occurred_at) as first_said_at, min(received_at) as first_seen_at, max(received_at) as last_seen_at,
         count(*)::int as size, count(distinct speaker)::int as customers,
         count(*) filter (where kind = 'repost')::int as mentions,
         (sum(reach) + count(*) filter (where kind = 'repost'))::bigint as reach
    from campaign_feedback group by cluster_id having count(distinct speaker) > 1;
