// Generated from docs/openapi by `npm run contracts`; do not edit.

export interface paths {
    "/v1/response-rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rate of promises started in a period, by one property, and what stands beside it */
        get: operations["getResponseRate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/promise-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The on-time rate of every kind of promise */
        get: operations["getPromiseRates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reply-times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Seconds to the first reply, by the wall and in working time, of the promises met */
        get: operations["getReplyTimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/backlog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Running promises by age, and by the UTC hour in which they fall due */
        get: operations["getBacklog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The warnings given, the newest first */
        get: operations["getWarnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moved-dates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every due date that a calendar moved, the newest first */
        get: operations["getMovedDates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/response-rate/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file that proves a figure: every event of the days of the period, the signed checkpoint, the claim */
        get: operations["getResponseRateProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/response-rate/proof.gz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same file, compressed by gzip */
        get: operations["getResponseRateProofGz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed checkpoints in order */
        get: operations["getCheckpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sealing-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public key of the checkpoints (Ed25519): compare its fingerprint with the published one */
        get: operations["getSealingKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The reports that were asked for, the newest first */
        get: operations["getReports"];
        put?: never;
        /** Asks for a report of the promises of a period; it is made within seconds */
        post: operations["postReports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/{reportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file of a report: a workbook or a PDF */
        get: operations["getReportsByReportId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/report-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The schedules of reports, with the time of their next run */
        get: operations["getReportSchedules"];
        put?: never;
        /** Makes a report each day, week or month from now on, each period once */
        post: operations["postReportSchedules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/report-schedules/{scheduleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a schedule; its reports stay */
        delete: operations["deleteReportSchedulesByScheduleId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The promises that answer for a feedback, those of a case, or the unanswered ones by state */
        get: operations["getClocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clocks/{clockId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A clock with its events: why it is met or missed */
        get: operations["getClocksByClockId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `response.changed` (as on Kafka), `rate` (at most once a second), `resync` */
        get: operations["getStream"];
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
    getResponseRate: {
        parameters: {
            query?: {
                /** @description Start of the half-open period: a day, or ISO 8601 with zone; default 30 days before `to` */
                from?: string;
                /** @description End of the period, not included; default now */
                to?: string;
                /** @description In which days are meant; default `Asia/Shanghai` */
                zone?: string;
                /** @description One of `total`, `channel`, `product`, `cause`, `branch`, `team`, `owner`; default `channel` */
                by?: string;
                /** @description As of the last checkpoint sealed by then; default now, with what is not sealed yet */
                asOf?: string;
                /** @description `response` (default: the 24-hour promises) or one kind */
                promise?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figure */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /** Format: date-time */
                        asOf: string;
                        policyVersion: string;
                        checkpoint: {
                            number: number;
                            /** Format: date-time */
                            sealedAt: string;
                        } | null;
                        /** @enum {string} */
                        promise: "response" | "first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit";
                        promises: ("first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit")[];
                        total: {
                            met: number;
                            confirmed: number;
                            missed: number;
                            running: number;
                            withdrawn: number;
                            rate: number | null;
                            rateText: string | null;
                        };
                        by: {
                            key: string;
                            met: number;
                            confirmed: number;
                            missed: number;
                            running: number;
                            withdrawn: number;
                            rate: number | null;
                            rateText: string | null;
                        }[];
                        confirmed: number;
                        excluded: {
                            reason: string;
                            count: number;
                        }[];
                        excludes: {
                            /** @enum {string} */
                            what: "running" | "withdrawn" | "first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit";
                            why: {
                                en: string;
                                "zh-Hans": string;
                                "zh-Hant": string;
                            };
                        }[];
                        beside: {
                            refusedOpen: {
                                count: number;
                                oldestSeconds: number | null;
                            };
                            parked: {
                                count: number;
                                oldestSeconds: number | null;
                            };
                            inFlight: {
                                count: number;
                                oldestSeconds: number | null;
                            } | null;
                        };
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    getPromiseRates: {
        parameters: {
            query?: {
                /** @description Start of the half-open period: a day, or ISO 8601 with zone; default 30 days before `to` */
                from?: string;
                /** @description End of the period, not included; default now */
                to?: string;
                /** @description In which days are meant; default `Asia/Shanghai` */
                zone?: string;
                /** @description As of the last checkpoint sealed by then; default now, with what is not sealed yet */
                asOf?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /** Format: date-time */
                        asOf: string;
                        policyVersion: string;
                        checkpoint: {
                            number: number;
                            /** Format: date-time */
                            sealedAt: string;
                        } | null;
                        promises: {
                            /** @enum {string} */
                            promise: "first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit";
                            met: number;
                            confirmed: number;
                            missed: number;
                            running: number;
                            withdrawn: number;
                            rate: number | null;
                            rateText: string | null;
                            excluded: {
                                reason: string;
                                count: number;
                            }[];
                        }[];
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    getReplyTimes: {
        parameters: {
            query?: {
                /** @description Start of the half-open period: a day, or ISO 8601 with zone; default 30 days before `to` */
                from?: string;
                /** @description End of the period, not included; default now */
                to?: string;
                /** @description In which days are meant; default `Asia/Shanghai` */
                zone?: string;
                /** @description One of `total`, `channel`, `product`, `cause`, `branch`, `team`, `owner`; default `total` */
                by?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The times */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /** @constant */
                        promise: "first-reply";
                        total: {
                            count: number;
                            unanswered: number;
                            wallClock: {
                                mean: number | null;
                                p50: number | null;
                                p90: number | null;
                                p95: number | null;
                                p99: number | null;
                            };
                            working: {
                                mean: number | null;
                                p50: number | null;
                                p90: number | null;
                                p95: number | null;
                                p99: number | null;
                            };
                        };
                        by: {
                            key: string;
                            count: number;
                            unanswered: number;
                            wallClock: {
                                mean: number | null;
                                p50: number | null;
                                p90: number | null;
                                p95: number | null;
                                p99: number | null;
                            };
                            working: {
                                mean: number | null;
                                p50: number | null;
                                p90: number | null;
                                p95: number | null;
                                p99: number | null;
                            };
                        }[];
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    getBacklog: {
        parameters: {
            query?: {
                /** @description `all` (default), `response` or one kind */
                promise?: string;
                /** @description `promise` (default), `channel` or `owner` */
                by?: string;
                /** @description How far ahead due times are told: 1 to 48, default 48 */
                hours?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backlog */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        now: string;
                        promises: ("first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit")[];
                        hours: number;
                        running: number;
                        ages: {
                            [key: string]: number;
                        };
                        atRisk: {
                            /** Format: date-time */
                            hour: string;
                            count: number;
                        }[];
                        by: {
                            key: string;
                            running: number;
                            ages: {
                                [key: string]: number;
                            };
                            atRisk: {
                                /** Format: date-time */
                                hour: string;
                                count: number;
                            }[];
                        }[];
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    getWarnings: {
        parameters: {
            query?: {
                /** @description For which role: `owner`, `supervisor`, `head` */
                to?: string;
                /** @description Recorded from then on */
                since?: string;
                /** @description 1 to 500, default 50 */
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
            /** @description Warnings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            clockId: string;
                            /** Format: uuid */
                            caseId: string;
                            /** @enum {string} */
                            promise: "first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit";
                            /** Format: uuid */
                            feedbackId: string;
                            channel: string;
                            /** @enum {string} */
                            to: "owner" | "supervisor" | "head";
                            owner: string | null;
                            secondsLeft: number;
                            /** Format: date-time */
                            at: string;
                            /** Format: date-time */
                            recordedAt: string;
                            /** Format: date-time */
                            dueAt: string;
                            /** @enum {string} */
                            state: "running" | "met" | "missed" | "withdrawn";
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    getMovedDates: {
        parameters: {
            query?: {
                /** @description Recorded from then on */
                since?: string;
                /** @description 1 to 500, default 50 */
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
            /** @description Moved dates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            clockId: string;
                            /** Format: uuid */
                            caseId: string;
                            /** @enum {string} */
                            promise: "first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit";
                            term: string;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            provisional: boolean;
                            calendarVersion: string | null;
                            /** Format: date-time */
                            recordedAt: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    getResponseRateProof: {
        parameters: {
            query?: {
                /** @description Start of the half-open period: a day or a time with zone; default 30 days */
                from?: string;
                /** @description End of the period, not included; default now */
                to?: string;
                /** @description In which `from` and `to` are days; default Asia/Shanghai */
                zone?: string;
                /** @description As known then: the last checkpoint sealed by this time; default now */
                asOf?: string;
                /** @description `response` (default), `all` or one kind */
                promise?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        format: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing was sealed by then, or with a key that this deployment does not have */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet, or other proofs are on their way */
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
    getResponseRateProofGz: {
        parameters: {
            query?: {
                /** @description Start of the half-open period: a day or a time with zone; default 30 days */
                from?: string;
                /** @description End of the period, not included; default now */
                to?: string;
                /** @description In which `from` and `to` are days; default Asia/Shanghai */
                zone?: string;
                /** @description As known then: the last checkpoint sealed by this time; default now */
                asOf?: string;
                /** @description `response` (default), `all` or one kind */
                promise?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": string;
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing was sealed by then, or with a key that this deployment does not have */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet, or other proofs are on their way */
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
    getCheckpoints: {
        parameters: {
            query?: {
                /** @description Number of a checkpoint; `next` of the page before */
                after?: string;
                /** @description 1 to 1000, default 100 */
                limit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Checkpoints */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            number: number;
                            /** Format: date-time */
                            sealedAt: string;
                            events: number;
                            daysRoot: string;
                            previousRoot: string;
                            root: string;
                            signature: string;
                            keyId: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet, or other proofs are on their way */
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
    getSealingKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keyId: string;
                        publicKey: string;
                        fingerprint: string;
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet, or other proofs are on their way */
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
    getReports: {
        parameters: {
            query?: {
                /** @description 1 to 500, default 50 */
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
            /** @description Reports */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            reportId: string;
                            scheduleId: string | null;
                            /** @enum {string} */
                            state: "waiting" | "made" | "failed" | "expired";
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            /** Format: date-time */
                            asOf: string;
                            zone: string;
                            /** @enum {string} */
                            language: "zh-Hans" | "zh-Hant" | "en";
                            /** @enum {string} */
                            format: "xlsx" | "pdf";
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            madeAt: string | null;
                            checkpoint: number | null;
                            bytes: number | null;
                            fault: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope: `read` to fetch, `command` to ask */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    postReports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A day of the zone, or an ISO 8601 time */
                    from: string;
                    /** @description Not included */
                    to: string;
                    zone?: string;
                    /**
                     * Format: date-time
                     * @description As known then; default now
                     */
                    asOf?: string;
                    /** @enum {string} */
                    language: "zh-Hans" | "zh-Hant" | "en";
                    /** @enum {string} */
                    format: "xlsx" | "pdf";
                };
            };
        };
        responses: {
            /** @description To be fetched by this id */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        reportId: string;
                    };
                };
            };
            /** @description The question */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope: `read` to fetch, `command` to ask */
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
            /** @description Not ready yet */
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
    getReportsByReportId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the report */
                reportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope: `read` to fetch, `command` to ask */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such report */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is being made, or it could not be made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is kept no more */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    getReportSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Schedules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            on: {
                                /** @constant */
                                every: "day";
                            } | {
                                /** @constant */
                                every: "week";
                                weekday: string;
                            } | {
                                /** @constant */
                                every: "month";
                                day: number;
                            };
                            /** @description By the clock on the wall of the zone, `07:30` */
                            time: string;
                            zone?: string;
                            /** @enum {string} */
                            period: "previous-day" | "previous-week" | "previous-month";
                            /** @enum {string} */
                            language: "zh-Hans" | "zh-Hant" | "en";
                            /** @enum {string} */
                            format: "xlsx" | "pdf";
                            /** Format: uuid */
                            scheduleId: string;
                            createdBy: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            nextRunAt: string;
                        }[];
                        next: string | null;
                    };
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope: `read` to fetch, `command` to ask */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    postReportSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    on: {
                        /** @constant */
                        every: "day";
                    } | {
                        /** @constant */
                        every: "week";
                        weekday: string;
                    } | {
                        /** @constant */
                        every: "month";
                        day: number;
                    };
                    /** @description By the clock on the wall of the zone, `07:30` */
                    time: string;
                    zone?: string;
                    /** @enum {string} */
                    period: "previous-day" | "previous-week" | "previous-month";
                    /** @enum {string} */
                    language: "zh-Hans" | "zh-Hant" | "en";
                    /** @enum {string} */
                    format: "xlsx" | "pdf";
                };
            };
        };
        responses: {
            /** @description The schedule */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        on: {
                            /** @constant */
                            every: "day";
                        } | {
                            /** @constant */
                            every: "week";
                            weekday: string;
                        } | {
                            /** @constant */
                            every: "month";
                            day: number;
                        };
                        /** @description By the clock on the wall of the zone, `07:30` */
                        time: string;
                        zone?: string;
                        /** @enum {string} */
                        period: "previous-day" | "previous-week" | "previous-month";
                        /** @enum {string} */
                        language: "zh-Hans" | "zh-Hant" | "en";
                        /** @enum {string} */
                        format: "xlsx" | "pdf";
                        /** Format: uuid */
                        scheduleId: string;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        nextRunAt: string;
                    };
                };
            };
            /** @description The terms */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope: `read` to fetch, `command` to ask */
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
            /** @description Not ready yet */
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
    deleteReportSchedulesByScheduleId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the schedule */
                scheduleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope: `read` to fetch, `command` to ask */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such schedule */
            404: {
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
            /** @description Not ready yet */
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
    getClocks: {
        parameters: {
            query?: {
                /** @description Also finds the promise that the feedback joined */
                feedbackId?: string;
                /** @description Every promise of the case; `bindsNext` is due first */
                caseId?: string;
                /** @description `response` (default), `all` or one kind; of the lists by state */
                promise?: string;
                /** @description `running`, `at-risk` (a warning has passed) or `missed` */
                state?: string;
                /** @description 1 to 500, default 50 */
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
            /** @description Clocks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            clockId: string;
                            /** Format: uuid */
                            caseId: string;
                            /** Format: uuid */
                            feedbackId: string;
                            /** @enum {string} */
                            kind: "first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit";
                            /** @enum {string} */
                            promise: "first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit";
                            term: string;
                            instance: number;
                            policyVersion: string;
                            /** @enum {string} */
                            channel: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                            branch: string | null;
                            /** Format: date-time */
                            startedAt: string;
                            /** Format: date-time */
                            dueAt: string;
                            provisional: boolean;
                            calendarVersion: string | null;
                            /** @enum {string} */
                            state: "running" | "met" | "missed" | "withdrawn";
                            fulfilledAt: string | null;
                            confirmed: boolean;
                            withdrawnReason: string | null;
                            owner: string | null;
                            team: string | null;
                            bindsNext: boolean;
                            warnings: {
                                thresholdSeconds: number;
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                to: "owner" | "supervisor" | "head";
                            }[];
                        }[];
                        next: string | null;
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description The query */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    getClocksByClockId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the clock */
                clockId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        clockId: string;
                        /** Format: uuid */
                        caseId: string;
                        /** Format: uuid */
                        feedbackId: string;
                        /** @enum {string} */
                        kind: "first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit";
                        /** @enum {string} */
                        promise: "first-reply" | "next-reply" | "progress-update" | "resolution" | "legal" | "acknowledgement" | "follow-up-visit";
                        term: string;
                        instance: number;
                        policyVersion: string;
                        /** @enum {string} */
                        channel: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                        branch: string | null;
                        /** Format: date-time */
                        startedAt: string;
                        /** Format: date-time */
                        dueAt: string;
                        provisional: boolean;
                        calendarVersion: string | null;
                        /** @enum {string} */
                        state: "running" | "met" | "missed" | "withdrawn";
                        fulfilledAt: string | null;
                        confirmed: boolean;
                        withdrawnReason: string | null;
                        owner: string | null;
                        team: string | null;
                        bindsNext: boolean;
                        warnings: {
                            thresholdSeconds: number;
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            to: "owner" | "supervisor" | "head";
                        }[];
                        events: {
                            /** @enum {string} */
                            kind: "activated" | "warned" | "fulfilled" | "breached" | "extended" | "withdrawn" | "restated";
                            sequence: number;
                            /** Format: date-time */
                            effectiveAt: string;
                            /** Format: date-time */
                            recordedAt: string;
                            policyVersion: string;
                            data: {
                                [key: string]: unknown;
                            };
                            hash: string;
                        }[];
                    };
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such clock */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
    getStream: {
        parameters: {
            query?: never;
            header?: {
                /** @description Resumes after this event */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream without end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description No valid token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope `read` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet */
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
