export declare abstract class HeaderNames {
    static readonly Authorization = "Authorization";
    static readonly Cookie = "Cookie";
}
