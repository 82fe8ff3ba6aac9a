// Generated from docs/openapi by `npm run contracts`; do not edit.

export interface paths {
    "/v1/feedback/{feedbackId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a feedback: its end, case, relation and labels (scope read) */
        get: operations["getFeedbackByFeedbackId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases, newest first (scope read) */
        get: operations["getCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case with its feedbacks, timeline and lookalikes (scope read) */
        get: operations["getCasesByCaseId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Texts that several customers said alike, the largest first, each as a whole (scope read) */
        get: operations["getCampaigns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What channel services could not read, newest first (scope read) */
        get: operations["getRefused"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refused/by-source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many refusals are open of each source that has any, and since when (scope read) */
        get: operations["getRefusedBySource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refused/{refusedId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One refusal with its original, contact data masked, and what was done with it (scope read) */
        get: operations["getRefusedByRefusedId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refused/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have refusals read again, some by id or all open ones of a range; the first receivedAt stays (scope command) */
        post: operations["postRefusedReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refused/{refusedId}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that nothing is to be read of a refusal (scope command) */
        post: operations["postRefusedByRefusedIdDismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/call-backs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Replies that a person is to give on the phone, the one due first first (scope read) */
        get: operations["getCallBacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/call-backs/{replyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One call-back with what was done about it (scope read) */
        get: operations["getCallBacksByReplyId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/call-backs/{replyId}/spoken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the customer was told; the reply is delivered at the time of the call (scope command) */
        post: operations["postCallBacksByReplyIdSpoken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/call-backs/{replyId}/not-reached": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the customer was not reached; the task stays open (scope command) */
        post: operations["postCallBacksByReplyIdNotReached"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/call-backs/{replyId}/give-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that nobody will call any more, and why; the reply has failed (scope command) */
        post: operations["postCallBacksByReplyIdGiveUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the case to a person, and say of which team (scope command) */
        post: operations["postCasesByCaseIdAssign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note that only the bank sees (scope command) */
        post: operations["postCasesByCaseIdNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the customer: through the channel, on the phone for the hotline, or log a reply made elsewhere (scope command) */
        post: operations["postCasesByCaseIdReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/confirm-reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vouch, as a second person, for a reply that another has logged (scope command) */
        post: operations["postCasesByCaseIdConfirmReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the matter is resolved (scope command) */
        post: operations["postCasesByCaseIdResolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a resolved or withdrawn case again (scope command) */
        post: operations["postCasesByCaseIdReopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the case needs no answer any more; a promise already missed stays missed (scope command) */
        post: operations["postCasesByCaseIdWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for more time; it takes a second person to approve (scope command) */
        post: operations["postCasesByCaseIdExtend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/approve-extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve, as a second person, the time that another has asked for (scope command) */
        post: operations["postCasesByCaseIdApproveExtension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/follow-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a visit after the resolution found; `dissatisfied` reopens the case (scope command) */
        post: operations["postCasesByCaseIdFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a feedback that was joined or is a mention out of the case; it gets a case of its own (scope command) */
        post: operations["postCasesByCaseIdUnlink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a feedback of another case is the same matter; it belongs to this case from the beginning (scope command) */
        post: operations["postCasesByCaseIdLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{caseId}/reclassify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Correct labels of the case; no later revision replaces them (scope command) */
        post: operations["postCasesByCaseIdReclassify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            instance?: string;
            traceId?: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getFeedbackByFeedbackId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As answered when it was posted */
                feedbackId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        feedbackId: string;
                        /** @enum {string} */
                        state: "opened" | "joined" | "mention" | "recorded" | "erased" | "parked";
                        caseId: string | null;
                        relation: {
                            /** @enum {string} */
                            kind: "original" | "redelivery" | "revision" | "resubmission" | "repost" | "lookalike";
                            of: string | null;
                            score: number;
                            because: string[];
                            unlinked?: {
                                /** Format: uuid */
                                fromCaseId: string;
                                /** Format: date-time */
                                at: string;
                                by: string;
                            };
                            linked?: {
                                /** Format: uuid */
                                fromCaseId: string;
                                /** Format: date-time */
                                at: string;
                                by: string;
                            };
                        } | null;
                        labels: {
                            product: {
                                /** @enum {string} */
                                value: "deposit" | "card" | "loan" | "wealth" | "insurance" | "payment" | "e-banking" | "other";
                                confidence: number;
                                needsReview: boolean;
                                because: {
                                    rule: string;
                                    /** @enum {string} */
                                    field?: "text" | "title";
                                    start?: number;
                                    end?: number;
                                }[];
                            };
                            cause: {
                                /** @enum {string} */
                                value: "process-efficiency" | "staff-attitude" | "product-information" | "fees" | "system-failure" | "account-security" | "personal-information" | "facilities" | "other" | "none";
                                confidence: number;
                                needsReview: boolean;
                                because: {
                                    rule: string;
                                    /** @enum {string} */
                                    field?: "text" | "title";
                                    start?: number;
                                    end?: number;
                                }[];
                            };
                            kind: {
                                /** @enum {string} */
                                value: "complaint" | "suggestion" | "praise" | "enquiry" | "other";
                                confidence: number;
                                needsReview: boolean;
                                because: {
                                    rule: string;
                                    /** @enum {string} */
                                    field?: "text" | "title";
                                    start?: number;
                                    end?: number;
                                }[];
                            };
                            sentiment: {
                                /** @enum {string} */
                                value: "negative" | "neutral" | "positive";
                                confidence: number;
                                needsReview: boolean;
                                because: {
                                    rule: string;
                                    /** @enum {string} */
                                    field?: "text" | "title";
                                    start?: number;
                                    end?: number;
                                }[];
                            };
                            urgency: {
                                /** @enum {string} */
                                value: "critical" | "high" | "normal" | "low";
                                confidence: number;
                                needsReview: boolean;
                                because: {
                                    rule: string;
                                    /** @enum {string} */
                                    field?: "text" | "title";
                                    start?: number;
                                    end?: number;
                                }[];
                            };
                            /** @enum {string} */
                            language: "zh" | "en" | "other" | "unknown";
                            /** @enum {string} */
                            script: "Hans" | "Hant" | "Latn" | "mixed" | "unknown";
                            modelVersion: string;
                        } | null;
                        deliveries: number;
                        revision: number;
                        parked?: {
                            service: string;
                            reason: string;
                            /** Format: date-time */
                            at: string;
                        };
                    };
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not known, or no end yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCases: {
        parameters: {
            query?: {
                /** @description 1 to 200; default 50 */
                limit?: string;
                /** @description `next` of the page before */
                after?: string;
                /** @description Only cases in this state */
                state?: string;
                /** @description Only cases of this channel */
                channel?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of cases */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            caseId: string;
                            version: number;
                            /** @enum {string} */
                            state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                            /** @enum {string} */
                            channel: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                            /** Format: date-time */
                            openedAt: string;
                            title: string | null;
                            assignee: string | null;
                            team: string | null;
                            mentions: number;
                            excerpt: string;
                            labels: {
                                product: {
                                    value: string;
                                    confidence: number;
                                    needsReview: boolean;
                                };
                                cause: {
                                    value: string;
                                    confidence: number;
                                    needsReview: boolean;
                                };
                                kind: {
                                    value: string;
                                    confidence: number;
                                    needsReview: boolean;
                                };
                                sentiment: {
                                    value: string;
                                    confidence: number;
                                    needsReview: boolean;
                                };
                                urgency: {
                                    value: string;
                                    confidence: number;
                                    needsReview: boolean;
                                };
                            };
                            relation: {
                                /** @enum {string} */
                                kind: "original" | "redelivery" | "revision" | "resubmission" | "repost" | "lookalike";
                                of: string | null;
                                score: number;
                            };
                            feedbacks: number;
                            lookalikes: number;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCasesByCaseId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The case */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** @enum {string} */
                        channel: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                        /** Format: date-time */
                        openedAt: string;
                        title: string | null;
                        assignee: string | null;
                        team: string | null;
                        mentions: number;
                        /** Format: uuid */
                        openedBy: string;
                        /** Format: uuid */
                        clusterId: string;
                        labels: {
                            /** @enum {string} */
                            product: "deposit" | "card" | "loan" | "wealth" | "insurance" | "payment" | "e-banking" | "other";
                            /** @enum {string} */
                            cause: "process-efficiency" | "staff-attitude" | "product-information" | "fees" | "system-failure" | "account-security" | "personal-information" | "facilities" | "other" | "none";
                            /** @enum {string} */
                            kind: "complaint" | "suggestion" | "praise" | "enquiry" | "other";
                            /** @enum {string} */
                            sentiment: "negative" | "neutral" | "positive";
                            /** @enum {string} */
                            urgency: "critical" | "high" | "normal" | "low";
                        };
                        corrected: string[];
                        relation: {
                            /** @enum {string} */
                            kind: "original" | "redelivery" | "revision" | "resubmission" | "repost" | "lookalike";
                            of: string | null;
                            score: number;
                            because: string[];
                            unlinked?: {
                                /** Format: uuid */
                                fromCaseId: string;
                                /** Format: date-time */
                                at: string;
                                by: string;
                            };
                            linked?: {
                                /** Format: uuid */
                                fromCaseId: string;
                                /** Format: date-time */
                                at: string;
                                by: string;
                            };
                            targetMissing: boolean;
                        } | null;
                        feedbackCount: number;
                        feedbacks: {
                            title: string | null;
                            text: string;
                            rating: {
                                stars: number;
                            } | null;
                            /** Format: date-time */
                            receivedAt: string;
                            /** Format: uuid */
                            feedbackId: string;
                            /** @enum {string} */
                            state: "opened" | "joined" | "mention";
                            /** @enum {string} */
                            channel: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                            sourceId: string;
                            branch: string | null;
                            url: string | null;
                            /** Format: date-time */
                            occurredAt: string;
                            customer: {
                                kind: string;
                                name: string | null;
                                region: string | null;
                                anonymous: boolean;
                            };
                            relation: {
                                /** @enum {string} */
                                kind: "original" | "redelivery" | "revision" | "resubmission" | "repost" | "lookalike";
                                of: string | null;
                                score: number;
                                because: string[];
                                unlinked?: {
                                    /** Format: uuid */
                                    fromCaseId: string;
                                    /** Format: date-time */
                                    at: string;
                                    by: string;
                                };
                                linked?: {
                                    /** Format: uuid */
                                    fromCaseId: string;
                                    /** Format: date-time */
                                    at: string;
                                    by: string;
                                };
                                targetMissing: boolean;
                            };
                            labels: {
                                product: {
                                    /** @enum {string} */
                                    value: "deposit" | "card" | "loan" | "wealth" | "insurance" | "payment" | "e-banking" | "other";
                                    confidence: number;
                                    needsReview: boolean;
                                    because: {
                                        rule: string;
                                        /** @enum {string} */
                                        field?: "text" | "title";
                                        start?: number;
                                        end?: number;
                                    }[];
                                };
                                cause: {
                                    /** @enum {string} */
                                    value: "process-efficiency" | "staff-attitude" | "product-information" | "fees" | "system-failure" | "account-security" | "personal-information" | "facilities" | "other" | "none";
                                    confidence: number;
                                    needsReview: boolean;
                                    because: {
                                        rule: string;
                                        /** @enum {string} */
                                        field?: "text" | "title";
                                        start?: number;
                                        end?: number;
                                    }[];
                                };
                                kind: {
                                    /** @enum {string} */
                                    value: "complaint" | "suggestion" | "praise" | "enquiry" | "other";
                                    confidence: number;
                                    needsReview: boolean;
                                    because: {
                                        rule: string;
                                        /** @enum {string} */
                                        field?: "text" | "title";
                                        start?: number;
                                        end?: number;
                                    }[];
                                };
                                sentiment: {
                                    /** @enum {string} */
                                    value: "negative" | "neutral" | "positive";
                                    confidence: number;
                                    needsReview: boolean;
                                    because: {
                                        rule: string;
                                        /** @enum {string} */
                                        field?: "text" | "title";
                                        start?: number;
                                        end?: number;
                                    }[];
                                };
                                urgency: {
                                    /** @enum {string} */
                                    value: "critical" | "high" | "normal" | "low";
                                    confidence: number;
                                    needsReview: boolean;
                                    because: {
                                        rule: string;
                                        /** @enum {string} */
                                        field?: "text" | "title";
                                        start?: number;
                                        end?: number;
                                    }[];
                                };
                                /** @enum {string} */
                                language: "zh" | "en" | "other" | "unknown";
                                /** @enum {string} */
                                script: "Hans" | "Hant" | "Latn" | "mixed" | "unknown";
                                modelVersion: string;
                            };
                            revision: number;
                            deliveries: number;
                            revisions: {
                                title: string | null;
                                text: string;
                                rating: {
                                    stars: number;
                                } | null;
                                /** Format: date-time */
                                receivedAt: string;
                                revision: number;
                                outdated: boolean;
                                substantive: boolean;
                            }[];
                        }[];
                        timeline: {
                            version: number;
                            /** Format: date-time */
                            at: string;
                            kind: string;
                            by: {
                                id: string;
                                name: string | null;
                            } | null;
                            data: {
                                [key: string]: unknown;
                            };
                        }[];
                        links: {
                            /** Format: uuid */
                            caseId: string;
                            /** Format: uuid */
                            openedBy: string;
                            /** @enum {string} */
                            state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                            /** @enum {string} */
                            channel: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                            /** Format: date-time */
                            openedAt: string;
                            title: string | null;
                            excerpt: string;
                            score: number;
                        }[];
                        campaign: {
                            /** Format: uuid */
                            clusterId: string;
                            /** Format: date-time */
                            firstSaidAt: string;
                            /** Format: date-time */
                            firstSeenAt: string;
                            /** Format: date-time */
                            lastSeenAt: string;
                            size: number;
                            customers: number;
                            mentions: number;
                            reach: number;
                        } | null;
                        unlinked: {
                            /** Format: uuid */
                            feedbackId: string;
                            /** Format: uuid */
                            caseId: string;
                            /** Format: date-time */
                            at: string;
                            by: string;
                        }[];
                    };
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCampaigns: {
        parameters: {
            query?: {
                /** @description With a feedback received since; default 30 days before `to` */
                from?: string;
                /** @description and before; default now */
                to?: string;
                /** @description 1 to 200; default 50 */
                limit?: string;
                /** @description `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of campaigns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            clusterId: string;
                            /** Format: date-time */
                            firstSaidAt: string;
                            /** Format: date-time */
                            firstSeenAt: string;
                            /** Format: date-time */
                            lastSeenAt: string;
                            size: number;
                            customers: number;
                            mentions: number;
                            reach: number;
                            first: {
                                caseId: string | null;
                                title: string | null;
                                excerpt: string;
                            } | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRefused: {
        parameters: {
            query?: {
                /** @description Received since */
                from?: string;
                /** @description and before */
                to?: string;
                /** @description Only of this source */
                sourceId?: string;
                /** @description Only with this reason, such as `wrong-type` */
                reason?: string;
                /** @description Only of this format, with or without its version */
                format?: string;
                /** @description `open`, `replayed`, `dismissed` or `superseded`; default all */
                state?: string;
                /** @description 1 to 200; default 50 */
                limit?: string;
                /** @description `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of refusals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            refusedId: string;
                            sourceId: string;
                            /** @enum {string} */
                            channel: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                            /** Format: date-time */
                            receivedAt: string;
                            format: string;
                            reasons: {
                                path: string;
                                reason: string;
                                detail: string;
                            }[];
                            truncated: boolean;
                            /** @enum {string} */
                            state: "open" | "replayed" | "dismissed" | "superseded";
                            replayingSince: string | null;
                            closedAt: string | null;
                            feedbackIds: string[];
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRefusedBySource: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            sourceId: string;
                            open: number;
                            /** Format: date-time */
                            oldestAt: string;
                        }[];
                        next: null;
                    };
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRefusedByRefusedId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The refusal */
                refusedId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The refusal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        refusedId: string;
                        sourceId: string;
                        /** @enum {string} */
                        channel: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                        /** Format: date-time */
                        receivedAt: string;
                        format: string;
                        reasons: {
                            path: string;
                            reason: string;
                            detail: string;
                        }[];
                        truncated: boolean;
                        /** @enum {string} */
                        state: "open" | "replayed" | "dismissed" | "superseded";
                        replayingSince: string | null;
                        closedAt: string | null;
                        feedbackIds: string[];
                        original: {
                            text: string | null;
                            encoding: string | null;
                            bytes: number | null;
                            headers: {
                                [key: string]: string;
                            };
                            index: number | null;
                            serviceVersion: string;
                        } | null;
                        history: {
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            kind: "replay-requested" | "replayed" | "refused-again" | "dismissed" | "superseded";
                            by: {
                                id: string;
                                name: string;
                            } | null;
                            data: {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such refusal */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRefusedReplay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: string[];
                    /** Format: date-time */
                    from?: string;
                    /** Format: date-time */
                    to?: string;
                    sourceId?: string;
                    reason?: string;
                    format?: string;
                };
            };
        };
        responses: {
            /** @description Will be read again; asking twice gives the same feedback */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        replayId: string;
                        requested: number;
                        skipped: {
                            /** Format: uuid */
                            refusedId: string;
                            /** @enum {string} */
                            why: "unknown" | "truncated" | "replayed" | "dismissed" | "superseded";
                        }[];
                    };
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postRefusedByRefusedIdDismiss: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The refusal */
                refusedId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Dismissed, now or before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        refusedId: string;
                        /** @constant */
                        state: "dismissed";
                    };
                };
            };
            /** @description The body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such refusal */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was read already and has become feedback, or its correction was accepted */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCallBacks: {
        parameters: {
            query?: {
                /** @description `open` (default), `spoken` or `given-up` */
                state?: string;
                /** @description 1 to 200; default 50 */
                limit?: string;
                /** @description `next` of the page before */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of call-backs, names and numbers masked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            replyId: string;
                            /** Format: uuid */
                            caseId: string;
                            /** @enum {string} */
                            caseState: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                            /** Format: uuid */
                            feedbackId: string;
                            sourceId: string;
                            externalId: string | null;
                            customer: {
                                name: string | null;
                                phone: string | null;
                            };
                            text: string;
                            requestedBy: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            requestedAt: string;
                            /** Format: date-time */
                            dueAt: string;
                            /** @enum {string} */
                            state: "open" | "spoken" | "given-up";
                            attempts: number;
                            lastTriedAt: string | null;
                            callId: string | null;
                            spokenAt: string | null;
                            reason: string | null;
                            closedAt: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description A parameter is wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCallBacksByReplyId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the command `reply` answered it */
                replyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call-back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        replyId: string;
                        /** Format: uuid */
                        caseId: string;
                        /** @enum {string} */
                        caseState: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        feedbackId: string;
                        sourceId: string;
                        externalId: string | null;
                        customer: {
                            name: string | null;
                            phone: string | null;
                        };
                        text: string;
                        requestedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        requestedAt: string;
                        /** Format: date-time */
                        dueAt: string;
                        /** @enum {string} */
                        state: "open" | "spoken" | "given-up";
                        attempts: number;
                        lastTriedAt: string | null;
                        callId: string | null;
                        spokenAt: string | null;
                        reason: string | null;
                        closedAt: string | null;
                        history: {
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            kind: "not-reached" | "spoken" | "given-up";
                            by: {
                                id: string;
                                name: string;
                            };
                            data: {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such call-back */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCallBacksByReplyIdSpoken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description As the command `reply` answered it */
                replyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    callId: string;
                    /** Format: date-time */
                    spokenAt: string;
                };
            };
        };
        responses: {
            /** @description Written down */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        replyId: string;
                        /** Format: uuid */
                        caseId: string;
                        /** @enum {string} */
                        state: "open" | "spoken" | "given-up";
                        attempts: number;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such call-back */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody has spoken with the customer already, or has given up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, its time too, or the key was used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCallBacksByReplyIdNotReached: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description As the command `reply` answered it */
                replyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    callId?: string;
                    /** Format: date-time */
                    triedAt?: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Written down */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        replyId: string;
                        /** Format: uuid */
                        caseId: string;
                        /** @enum {string} */
                        state: "open" | "spoken" | "given-up";
                        attempts: number;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such call-back */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody has spoken with the customer already, or has given up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, its time too, or the key was used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCallBacksByReplyIdGiveUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description As the command `reply` answered it */
                replyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Written down */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        replyId: string;
                        /** Format: uuid */
                        caseId: string;
                        /** @enum {string} */
                        state: "open" | "spoken" | "given-up";
                        attempts: number;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such call-back */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody has spoken with the customer already, or has given up */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, its time too, or the key was used for something else */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdAssign: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    assignee: string;
                    team?: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    text: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    text: string;
                    /** @enum {string} */
                    by: "channel" | "logged";
                    /** Format: date-time */
                    repliedAt?: string;
                    /** Format: uuid */
                    feedbackId?: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdConfirmReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** Format: uuid */
                    replyId: string;
                    evidence: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdResolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdReopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdWithdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** @enum {string} */
                    reason: "customer-withdrew" | "spam" | "not-feedback" | "duplicate" | "test";
                    note?: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdExtend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** @enum {string} */
                    promise: "resolution" | "legal";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdApproveExtension: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** Format: uuid */
                    extensionId: string;
                    /** Format: date-time */
                    noticeAt?: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** @enum {string} */
                    outcome: "satisfied" | "dissatisfied" | "not-reached";
                    /** Format: date-time */
                    visitedAt?: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdUnlink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** Format: uuid */
                    feedbackId: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** Format: uuid */
                    feedbackId: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postCasesByCaseIdReclassify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Same key, same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The case */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** @enum {string} */
                    product?: "deposit" | "card" | "loan" | "wealth" | "insurance" | "payment" | "e-banking" | "other";
                    /** @enum {string} */
                    cause?: "process-efficiency" | "staff-attitude" | "product-information" | "fees" | "system-failure" | "account-security" | "personal-information" | "facilities" | "other" | "none";
                    /** @enum {string} */
                    kind?: "complaint" | "suggestion" | "praise" | "enquiry" | "other";
                    /** @enum {string} */
                    sentiment?: "negative" | "neutral" | "positive";
                    /** @enum {string} */
                    urgency?: "critical" | "high" | "normal" | "low";
                };
            };
        };
        responses: {
            /** @description The case as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        caseId: string;
                        version: number;
                        /** @enum {string} */
                        state: "new" | "assigned" | "replied" | "resolved" | "reopened" | "closed" | "withdrawn";
                        /** Format: uuid */
                        noteId?: string;
                        /** Format: uuid */
                        replyId?: string;
                        /** Format: uuid */
                        extensionId?: string;
                        /** Format: uuid */
                        visitId?: string;
                        /** Format: uuid */
                        newCaseId?: string;
                        /** Format: uuid */
                        fromCaseId?: string;
                    };
                };
            };
            /** @description No Idempotency-Key */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid bearer token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such case */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A stale version (with currentVersion), or not possible as things are */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is wrong, or the key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or a store is away */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
