// Generated from docs/openapi by `npm run contracts`; do not edit.

export const KEYED = {
  "channel-hotline": [
    "POST /v1/feedback"
  ],
  "channel-app-ratings": [
    "POST /v1/feedback"
  ],
  "channel-web-forms": [
    "POST /v1/feedback"
  ],
  "channel-social": [
    "POST /v1/feedback"
  ],
  "classifier": [],
  "cases": [
    "POST /v1/call-backs/{replyId}/spoken",
    "POST /v1/call-backs/{replyId}/not-reached",
    "POST /v1/call-backs/{replyId}/give-up",
    "POST /v1/cases/{caseId}/assign",
    "POST /v1/cases/{caseId}/note",
    "POST /v1/cases/{caseId}/reply",
    "POST /v1/cases/{caseId}/confirm-reply",
    "POST /v1/cases/{caseId}/resolve",
    "POST /v1/cases/{caseId}/reopen",
    "POST /v1/cases/{caseId}/withdraw",
    "POST /v1/cases/{caseId}/extend",
    "POST /v1/cases/{caseId}/approve-extension",
    "POST /v1/cases/{caseId}/follow-up",
    "POST /v1/cases/{caseId}/unlink",
    "POST /v1/cases/{caseId}/link",
    "POST /v1/cases/{caseId}/reclassify"
  ],
  "response-tracker": [],
  "directory": [
    "POST /v1/sources",
    "PATCH /v1/sources/{sourceId}",
    "POST /v1/sources/{sourceId}/rotate-secret",
    "POST /v1/sources/{sourceId}/remove"
  ]
};

export const REPEATABLE = {
  "channel-hotline": [
    "POST /v1/replies",
    "POST /v1/hooks/{sourceId}/test"
  ],
  "channel-app-ratings": [
    "POST /v1/replies",
    "POST /v1/hooks/{sourceId}/test"
  ],
  "channel-web-forms": [
    "POST /v1/replies",
    "POST /v1/hooks/{sourceId}/test"
  ],
  "channel-social": [
    "POST /v1/replies",
    "POST /v1/hooks/{sourceId}/test"
  ],
  "classifier": [
    "POST /v1/classify"
  ],
  "cases": [
    "POST /v1/refused/replay",
    "POST /v1/refused/{refusedId}/dismiss",
    "POST /v1/call-backs/{replyId}/claim",
    "POST /v1/call-backs/{replyId}/release"
  ],
  "response-tracker": [],
  "directory": []
};
