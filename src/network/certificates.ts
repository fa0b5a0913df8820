/**
 * Certificates of the service in a drill: what a client meets that connects to a service with a broken one. They were made
 * once, with @peculiar/x509 (ECDSA on P-256, valid from 2020 to 9999, the expired one to 2021), and the authority's key was
 * thrown away. The key below is public and protects nothing.
 */

/** The key of every certificate here but the authority's. */
export const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMhlp1WkhcRjucTbd
NfoA9QXMgWGc06fh6WD7QLbSBZyhRANCAASpl3vMBW9oCbQugjMVTv+M1WqXki0G
1cDHIP6whKuLK6IlVGCQ5nF3WfuZYZc7CB7qcvXdZgJLJY/h+AFlQeRw
-----END PRIVATE KEY-----`

/** The authority that has signed the certificates: no client trusts it of its own accord. */
export const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBTzCB9qADAgECAgEBMAoGCCqGSM49BAMCMB4xHDAaBgNVBAMTE2ZpcmVkcmls
bCBhdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPOTk5OTEyMzEyMzU5NTlaMB4x
HDAaBgNVBAMTE2ZpcmVkcmlsbCBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASMfq4sO82bhBqjOGN6g4xYaECtN/8Zj8/fxdmPNhMn+da8PDuTWH/G
HwuA90p0h8kRItGvnPIZKq7rdBod700HoyMwITAPBgNVHRMBAf8EBTADAQH/MA4G
A1UdDwEB/wQEAwICBDAKBggqhkjOPQQDAgNIADBFAiBhSNeHqycra2YxVIWko/R9
V56UICORPsF3FEYesl7+WQIhAN39kRJRjyUzSd43z5+llJpgTgKil/my8QaSnV+t
sj7W
-----END CERTIFICATE-----`

/** A valid certificate of the authority, for `another.host.invalid` alone. */
export const OF_ANOTHER_HOST = `-----BEGIN CERTIFICATE-----
MIIBhTCCASqgAwIBAgIBAjAKBggqhkjOPQQDAjAeMRwwGgYDVQQDExNmaXJlZHJp
bGwgYXV0aG9yaXR5MCAXDTIwMDEwMTAwMDAwMFoYDzk5OTkxMjMxMjM1OTU5WjAf
MR0wGwYDVQQDExRhbm90aGVyLmhvc3QuaW52YWxpZDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABKmXe8wFb2gJtC6CMxVO/4zVapeSLQbVwMcg/rCEq4sroiVUYJDm
cXdZ+5lhlzsIHupy9d1mAkslj+H4AWVB5HCjVjBUMAwGA1UdEwEB/wQCMAAwDgYD
VR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMBMB8GA1UdEQQYMBaCFGFu
b3RoZXIuaG9zdC5pbnZhbGlkMAoGCCqGSM49BAMCA0kAMEYCIQDVnsYe/cpwSgNx
vysRdwIf7lXXgpjP6ZaEIkCQgKguYQIhAKLKIBSWihtKt+nzzdNe4AETS2BjOtEu
Eyd9RvYlJ49+
-----END CERTIFICATE-----`

/** The same, but it ran out with the year 2020. */
export const EXPIRED = `-----BEGIN CERTIFICATE-----
MIIBgjCCASigAwIBAgIBAzAKBggqhkjOPQQDAjAeMRwwGgYDVQQDExNmaXJlZHJp
bGwgYXV0aG9yaXR5MB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowHzEd
MBsGA1UEAxMUYW5vdGhlci5ob3N0LmludmFsaWQwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASpl3vMBW9oCbQugjMVTv+M1WqXki0G1cDHIP6whKuLK6IlVGCQ5nF3
WfuZYZc7CB7qcvXdZgJLJY/h+AFlQeRwo1YwVDAMBgNVHRMBAf8EAjAAMA4GA1Ud
DwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDATAfBgNVHREEGDAWghRhbm90
aGVyLmhvc3QuaW52YWxpZDAKBggqhkjOPQQDAgNIADBFAiAXparzbNV9A38TVrEL
ilrWyk6mBHrfTDVDHxqWRwYG1gIhAMZD8X9nK74K/2drEweQedZELsFloLs/2qJe
Wv53bSn6
-----END CERTIFICATE-----`

/** A certificate that vouches for itself. */
export const SELF_SIGNED = `-----BEGIN CERTIFICATE-----
MIIBhTCCASugAwIBAgIBBDAKBggqhkjOPQQDAjAfMR0wGwYDVQQDExRhbm90aGVy
Lmhvc3QuaW52YWxpZDAgFw0yMDAxMDEwMDAwMDBaGA85OTk5MTIzMTIzNTk1OVow
HzEdMBsGA1UEAxMUYW5vdGhlci5ob3N0LmludmFsaWQwWTATBgcqhkjOPQIBBggq
hkjOPQMBBwNCAASpl3vMBW9oCbQugjMVTv+M1WqXki0G1cDHIP6whKuLK6IlVGCQ
5nF3WfuZYZc7CB7qcvXdZgJLJY/h+AFlQeRwo1YwVDAMBgNVHRMBAf8EAjAAMA4G
A1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDATAfBgNVHREEGDAWghRh
bm90aGVyLmhvc3QuaW52YWxpZDAKBggqhkjOPQQDAgNIADBFAiEA4NqrZDuZjqrD
in3mMXhD2KQMKtpdonsrlusmY3bbnI4CIAch7Lr9GVYzTjRwHF8FtTMNxUKnyXV3
CSEkxxPO5QiA
-----END CERTIFICATE-----`
