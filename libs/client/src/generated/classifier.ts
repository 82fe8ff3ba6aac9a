// Generated from docs/openapi by `npm run contracts`; do not edit.

export interface paths {
    "/v1/classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Label up to 1,000 texts without storing them (scope classify; body up to 16 MB) */
        post: operations["postClassify"];
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
    postClassify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    items: {
                        text: string;
                        title?: string;
                        /** @enum {string} */
                        channel?: "hotline" | "app-rating" | "web-form" | "social" | "branch" | "third-party";
                        rating?: number | {
                            stars: number;
                        };
                    }[];
                };
            };
        };
        responses: {
            /** @description One answer for each item, in order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
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
            /** @description The body is larger than 16 MB */
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
            /** @description An item is wrong; `errors` names it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The keys have not been read yet; Retry-After says when */
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
