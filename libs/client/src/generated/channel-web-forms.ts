// Generated from docs/openapi by `npm run contracts`; do not edit.

export interface paths {
    "/v1/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Posts one feedback, a list, lines of JSON, or CloudEvents; each item is judged for itself; `deleted` tells what the source shows no more */
        post: operations["postFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells of replies that were made outside Hearback; they may come before their feedback */
        post: operations["postReplies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hooks/{sourceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers a vendor that asks whether the address is ours, as its format says: cloud-events */
        get: operations["getHooksBySourceId"];
        put?: never;
        /** Takes a vendor's own payload: typeform (signed by its vendor), surveymonkey (signed by its vendor), jotform (bearer token), formbricks (signed by its vendor), cloud-events (bearer token), standard-webhooks (signed by its vendor) */
        post: operations["postHooksBySourceId"];
        delete?: never;
        /** Answers a vendor that asks whether the address is ours, as its format says: cloud-events */
        options: operations["optionsHooksBySourceId"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hooks/{sourceId}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers a vendor that asks whether the address is ours, as its format says: cloud-events */
        get: operations["getHooksBySourceIdByToken"];
        put?: never;
        /** Takes a payload of a vendor that signs nothing: jotform, formbricks, cloud-events */
        post: operations["postHooksBySourceIdByToken"];
        delete?: never;
        /** Answers a vendor that asks whether the address is ours, as its format says: cloud-events */
        options: operations["optionsHooksBySourceIdByToken"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hooks/{sourceId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a payload: says what would be accepted or refused, with contact data masked, and publishes nothing. A paused source may be tried, also by a signed-in administrator */
        post: operations["postHooksBySourceIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a CSV or XLSX file row by row and reports while it reads; the last line is `report`, or `failed`. Sent again, a file changes nothing */
        post: operations["postFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/forms/widget.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The script that puts a form on a page of the bank */
        get: operations["getFormsWidgetJs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/forms/{sourceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The form, as a page that needs no script */
        get: operations["getFormsBySourceId"];
        put?: never;
        /** What the form sends; the thanks follow once it is durable */
        post: operations["postFormsBySourceId"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/forms/{sourceId}/thanks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The thanks for a form */
        get: operations["getFormsBySourceIdThanks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How each source of this service is heard: quiet ones first, with since, expected and observed */
        get: operations["getHealthSources"];
        put?: never;
        post?: never;
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
        FeedbackItem: {
            text?: string;
            title?: string;
            externalId?: string;
            occurredAt?: string;
            updatedAt?: string;
            author?: {
                id?: string;
                name?: string;
                phone?: string;
                email?: string;
                customerNumber?: string;
                /** @enum {string} */
                kind?: "individual" | "government" | "enterprise";
            };
            rating?: {
                stars: number;
            };
            url?: string;
            language?: string;
            region?: string;
            branch?: string;
            inReplyTo?: string;
            sharedFrom?: string;
            engagement?: {
                likes?: number;
                shares?: number;
                followers?: number;
            };
            attributes?: {
                [key: string]: string | number | boolean;
            };
        };
        DeletedItem: {
            externalId: string;
            /** @constant */
            deleted: true;
            updatedAt?: string;
        };
        RefusedItem: {
            index: number;
            reason: string;
            detail: string;
        };
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
        ReplyItem: {
            externalId?: string;
            /** Format: uuid */
            feedbackId?: string;
            replyId?: string;
            text: string;
            repliedAt: string;
            by: {
                id: string;
                name?: string;
            };
            /** @default false */
            automatic?: boolean;
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
    postFeedback: {
        parameters: {
            query?: {
                /** @description The source that the items come from; without it the default source of the channel. */
                source?: string;
            };
            header?: {
                /** @description Makes a repetition of the same post give the same ids where items have no externalId. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": (components["schemas"]["FeedbackItem"] | components["schemas"]["DeletedItem"]) | (components["schemas"]["FeedbackItem"] | components["schemas"]["DeletedItem"])[];
                "application/x-ndjson": components["schemas"]["FeedbackItem"] | components["schemas"]["DeletedItem"];
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    id: string;
                    source: string;
                    type: string;
                    time?: string;
                    data: components["schemas"]["FeedbackItem"] | components["schemas"]["DeletedItem"];
                } & {
                    [key: string]: unknown;
                };
                "application/cloudevents-batch+json": ({
                    /** @constant */
                    specversion: "1.0";
                    id: string;
                    source: string;
                    type: string;
                    time?: string;
                    data: components["schemas"]["FeedbackItem"] | components["schemas"]["DeletedItem"];
                } & {
                    [key: string]: unknown;
                })[];
            };
        };
        responses: {
            /** @description At least one item is durable */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: {
                            index: number;
                            /** Format: uuid */
                            feedbackId: string;
                            repeatable: boolean;
                        }[];
                        refused: components["schemas"]["RefusedItem"][];
                    };
                };
            };
            /** @description The body cannot be read; the detail names the place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token or signature is missing or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token may not post to this source, or the source is paused (`/problems/source-paused`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such source */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Larger than 4 MiB, or more than 1,000 items */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type, charset or encoding is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No item could be accepted */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        detail?: string;
                        instance?: string;
                        traceId?: string;
                        accepted: {
                            index: number;
                            /** Format: uuid */
                            feedbackId: string;
                            repeatable: boolean;
                        }[];
                        refused: components["schemas"]["RefusedItem"][];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The source sends more than it may; see Retry-After */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or Kafka did not take all of it; see Retry-After. `accepted` lists what is durable already */
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
    postReplies: {
        parameters: {
            query?: {
                /** @description The source that the items come from; without it the default source of the channel. */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyItem"] | components["schemas"]["ReplyItem"][];
                "application/x-ndjson": components["schemas"]["ReplyItem"];
                "application/cloudevents+json": {
                    /** @constant */
                    specversion: "1.0";
                    id: string;
                    source: string;
                    type: string;
                    time?: string;
                    data: components["schemas"]["ReplyItem"];
                } & {
                    [key: string]: unknown;
                };
                "application/cloudevents-batch+json": ({
                    /** @constant */
                    specversion: "1.0";
                    id: string;
                    source: string;
                    type: string;
                    time?: string;
                    data: components["schemas"]["ReplyItem"];
                } & {
                    [key: string]: unknown;
                })[];
            };
        };
        responses: {
            /** @description At least one reply is durable */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: {
                            index: number;
                            /** Format: uuid */
                            replyId: string;
                            /** Format: uuid */
                            feedbackId: string;
                        }[];
                        refused: components["schemas"]["RefusedItem"][];
                    };
                };
            };
            /** @description The body cannot be read; the detail names the place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token or signature is missing or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token may not post to this source, or the source is paused (`/problems/source-paused`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such source */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Larger than 4 MiB, or more than 1,000 items */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type, charset or encoding is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No reply could be accepted */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        detail?: string;
                        instance?: string;
                        traceId?: string;
                        accepted: {
                            index: number;
                            /** Format: uuid */
                            replyId: string;
                            /** Format: uuid */
                            feedbackId: string;
                        }[];
                        refused: components["schemas"]["RefusedItem"][];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The source sends more than it may; see Retry-After */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or Kafka did not take all of it; see Retry-After. `accepted` lists what is durable already */
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
    getHooksBySourceId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The source; its format says how to read the payload. */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What this vendor expects to hear */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The address is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The secret address is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The vendor may not deliver here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No source of this service has this id, or it takes no payloads */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The format of this source knows no such question */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready; see Retry-After */
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
    postHooksBySourceId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The source; its format says how to read the payload. */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "application/vnd.surveymonkey.response.v1+json": unknown;
                "multipart/form-data": unknown;
                "application/cloudevents+json": unknown;
                "application/cloudevents-batch+json": unknown;
                "application/x-ndjson": unknown;
            };
        };
        responses: {
            /** @description What this vendor expects to hear, where it expects something */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Durable, or nothing that concerns Hearback */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: {
                            index: number;
                            /** Format: uuid */
                            feedbackId: string;
                            repeatable: boolean;
                        }[];
                        refused: components["schemas"]["RefusedItem"][];
                    };
                };
            };
            /** @description The body cannot be read; the detail names the place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token or signature is missing or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token may not post to this source, or the source is paused (`/problems/source-paused`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No source of this service has this id, or it takes no payloads */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Larger than 4 MiB, or more than 1,000 items */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type, charset or encoding is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The payload was refused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        detail?: string;
                        instance?: string;
                        traceId?: string;
                        accepted: {
                            index: number;
                            /** Format: uuid */
                            feedbackId: string;
                            repeatable: boolean;
                        }[];
                        refused: components["schemas"]["RefusedItem"][];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The source sends more than it may; see Retry-After */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or Kafka did not take all of it; see Retry-After. `accepted` lists what is durable already */
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
    optionsHooksBySourceId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The source; its format says how to read the payload. */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What this vendor expects to hear */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The address is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The secret address is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The vendor may not deliver here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No source of this service has this id, or it takes no payloads */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The format of this source knows no such question */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready; see Retry-After */
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
    getHooksBySourceIdByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The source; its format says how to read the payload. */
                sourceId: string;
                /** @description One of the secrets of the source, for vendors that sign nothing. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What this vendor expects to hear */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The address is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The secret address is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The vendor may not deliver here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No source of this service has this id, or it takes no payloads */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The format of this source knows no such question */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready; see Retry-After */
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
    postHooksBySourceIdByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The source; its format says how to read the payload. */
                sourceId: string;
                /** @description One of the secrets of the source, for vendors that sign nothing. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": unknown;
                "application/json": unknown;
                "application/cloudevents+json": unknown;
                "application/cloudevents-batch+json": unknown;
            };
        };
        responses: {
            /** @description What this vendor expects to hear, where it expects something */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Durable, or nothing that concerns Hearback */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: {
                            index: number;
                            /** Format: uuid */
                            feedbackId: string;
                            repeatable: boolean;
                        }[];
                        refused: components["schemas"]["RefusedItem"][];
                    };
                };
            };
            /** @description The body cannot be read; the detail names the place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token or signature is missing or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token may not post to this source, or the source is paused (`/problems/source-paused`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No source of this service has this id, or it takes no payloads */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Larger than 4 MiB, or more than 1,000 items */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type, charset or encoding is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The payload was refused */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        type: string;
                        title: string;
                        status: number;
                        detail?: string;
                        instance?: string;
                        traceId?: string;
                        accepted: {
                            index: number;
                            /** Format: uuid */
                            feedbackId: string;
                            repeatable: boolean;
                        }[];
                        refused: components["schemas"]["RefusedItem"][];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The source sends more than it may; see Retry-After */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or Kafka did not take all of it; see Retry-After. `accepted` lists what is durable already */
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
    optionsHooksBySourceIdByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The source; its format says how to read the payload. */
                sourceId: string;
                /** @description One of the secrets of the source, for vendors that sign nothing. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What this vendor expects to hear */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The address is not well-formed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The secret address is none */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The vendor may not deliver here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No source of this service has this id, or it takes no payloads */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The format of this source knows no such question */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready; see Retry-After */
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
    postHooksBySourceIdTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The source; its format says how to read the payload. */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "application/vnd.surveymonkey.response.v1+json": unknown;
                "multipart/form-data": unknown;
                "application/cloudevents+json": unknown;
                "application/cloudevents-batch+json": unknown;
                "application/x-ndjson": unknown;
            };
        };
        responses: {
            /** @description What would become of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sourceId: string;
                        format: string;
                        /** @enum {string} */
                        kind: "read" | "calls" | "ignored" | "refused";
                        why?: string;
                        items: ({
                            index: number;
                            /** @constant */
                            accepted: true;
                            /** @enum {string} */
                            says: "feedback" | "deletion" | "reply" | "call-part";
                            fields: {
                                [key: string]: unknown;
                            };
                        } | {
                            index: number;
                            /** @constant */
                            accepted: false;
                            reason: string;
                            detail: string;
                            faults: {
                                path: string;
                                reason: string;
                                detail: string;
                            }[];
                        })[];
                        replies: ({
                            index: number;
                            /** @constant */
                            accepted: true;
                            /** @enum {string} */
                            says: "feedback" | "deletion" | "reply" | "call-part";
                            fields: {
                                [key: string]: unknown;
                            };
                        } | {
                            index: number;
                            /** @constant */
                            accepted: false;
                            reason: string;
                            detail: string;
                            faults: {
                                path: string;
                                reason: string;
                                detail: string;
                            }[];
                        })[];
                    };
                };
            };
            /** @description The connection ended before the whole body was sent */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token or signature is missing or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token may not post to this source, or the source is paused (`/problems/source-paused`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such source */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Larger than 4 MiB, or more than 1,000 items */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type, charset or encoding is not understood */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The source sends more than it may; see Retry-After */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or Kafka did not take all of it; see Retry-After. `accepted` lists what is durable already */
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
    postFiles: {
        parameters: {
            query?: {
                /** @description The source that the file comes from; its mapping says what its columns mean. */
                source?: string;
                /** @description `csv` answers with the refused rows and their reasons as CSV. */
                report?: string;
                /** @description Of a CSV file, when it should not be detected. */
                charset?: string;
                /** @description Of a workbook; without it the first that is not hidden. */
                sheet?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
            };
        };
        responses: {
            /** @description The report, one object a line, or with `report=csv` text/csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": ({
                        /** @constant */
                        kind: "started";
                        fileId: string;
                        bytes: number;
                        /** @enum {string} */
                        type: "csv" | "xlsx";
                        headingRow: number;
                        columns: {
                            heading: string;
                            use: string;
                        }[];
                    } & {
                        [key: string]: unknown;
                    }) | {
                        /** @constant */
                        kind: "refused";
                        row: number;
                        faults: {
                            column?: string;
                            field?: string;
                            reason: string;
                            detail: string;
                        }[];
                    } | {
                        rows: number;
                        accepted: number;
                        refused: number;
                        empty: number;
                        /** @constant */
                        kind: "progress";
                        /** @enum {string} */
                        waiting?: "rate" | "kafka";
                    } | {
                        rows: number;
                        accepted: number;
                        refused: number;
                        empty: number;
                        /** @constant */
                        kind: "report";
                        fileId: string;
                    } | {
                        rows: number;
                        accepted: number;
                        refused: number;
                        empty: number;
                        /** @constant */
                        kind: "failed";
                        fileId: string;
                        row: number;
                        reason: string;
                        detail: string;
                        sendAgain: boolean;
                    };
                };
            };
            /** @description `report` is unknown, or the caller went away */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token or signature is missing or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token may not post to this source, or the source is paused (`/problems/source-paused`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such source */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large, or unpacks to too much */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type or charset is not understood, or the body is something else */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file has no heading or is damaged; nothing of it was taken */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready, or Kafka did not take all of it; see Retry-After. `accepted` lists what is durable already */
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
    getFormsWidgetJs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
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
    getFormsBySourceId: {
        parameters: {
            query?: {
                /** @description zh-Hans, zh-Hant or en; otherwise Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description A source whose setting hostedForm is true. */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description No form has this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not ready; see Retry-After */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    postFormsBySourceId: {
        parameters: {
            query?: {
                /** @description zh-Hans, zh-Hant or en; otherwise Accept-Language decides. */
                lang?: string;
            };
            header?: never;
            path: {
                /** @description A source whose setting hostedForm is true. */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    form_token: string;
                    text: string;
                    topic?: string;
                    name?: string;
                    phone?: string;
                    email?: string;
                    consent?: string;
                    homepage_2?: string;
                };
                "multipart/form-data": {
                    form_token: string;
                    text: string;
                    topic?: string;
                    name?: string;
                    phone?: string;
                    email?: string;
                    consent?: string;
                    homepage_2?: string;
                };
            };
        };
        responses: {
            /** @description Durable; Location leads to the thanks with the reference number */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No form could be read in the body */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description No form has this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Larger than 4 MiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The body is compressed */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The form again, with what was typed and what has to be mended */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The form again; see Retry-After */
            429: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The form again, because Kafka did not take it; or not ready. See Retry-After */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    getFormsBySourceIdThanks: {
        parameters: {
            query?: {
                /** @description zh-Hans, zh-Hant or en; otherwise Accept-Language decides. */
                lang?: string;
                /** @description The feedbackId that is shown. */
                reference?: string;
            };
            header?: never;
            path: {
                /** @description A source whose setting hostedForm is true. */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thanks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description No form has this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not ready; see Retry-After */
            503: {
                headers: {
                    /** @description Seconds to wait */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    getHealthSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sources; `poll` and `stream` are there on the replica that asks and listens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            sourceId: string;
                            /** @enum {string} */
                            channel: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                            name: string;
                            /** @enum {string} */
                            health: "ok" | "quiet" | "learning" | "paused";
                            /** Format: date-time */
                            since?: string;
                            expected?: number;
                            observed?: number;
                            lastAt: string | null;
                            last24Hours: {
                                pushed: number;
                                polled: number;
                            };
                            gaps: number | null;
                            poll: {
                                /** @enum {string} */
                                state: "ok" | "waiting" | "unreachable" | "failed";
                                why?: string;
                                everySeconds: number;
                                /** Format: date-time */
                                nextAt: string;
                            } | null;
                            stream: {
                                /** @enum {string} */
                                state: "connecting" | "open" | "waiting" | "unreachable" | "failed";
                                why?: string;
                                /** Format: date-time */
                                since: string;
                                /** Format: date-time */
                                nextAt?: string;
                                open: number;
                                connections: number;
                            } | null;
                        }[];
                        next: null;
                    };
                };
            };
            /** @description The token is missing or wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The scope "read" is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready */
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
