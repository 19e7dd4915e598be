namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>Writes the text of <c>dovecot.conf</c>.</summary>
internal static class DovecotConfiguration
{
    public static string Write(DovecotOptions options, DovecotPaths paths, SystemUser user, int port, int tlsPort) => $$"""
        instance_name = {{paths.Name}}
        login_greeting = Dovecot {{paths.Name}} ready.
        base_dir = {{paths.Folder}}/run
        state_dir = {{paths.Folder}}/state
        log_path = {{paths.Log}}
        listen = 127.0.0.1
        protocols = imap
        default_login_user = {{user.Name}}
        default_internal_user = {{user.Name}}
        default_internal_group = {{user.Group}}
        first_valid_uid = 1
        auth_mechanisms = plain login{{(options.Introspection is null ? string.Empty : " xoauth2 oauthbearer")}}
        auth_master_user_separator = *
        auth_failure_delay = 0
        disable_plaintext_auth = no
        ssl = {{(options.OffersTls ? "yes" : "no")}}
        ssl_min_protocol = TLSv1.2
        ssl_cert = <{{paths.Certificate}}
        ssl_key = <{{paths.Key}}
        imap_capability = {{DovecotCapabilities.Of(options)}}
        mail_location = {{Location(options.Storage, "~")}}
        mail_fsync = never
        mail_plugins = quota{{(options.SharedNamespaces ? " acl" : string.Empty)}}
        protocol imap {
          mail_max_userip_connections = {{options.MaxConnectionsPerUser}}
          rawlog_dir = {{paths.Records}}/%u
          mail_plugins = $mail_plugins imap_quota imap_zlib{{(options.SharedNamespaces ? " imap_acl" : string.Empty)}}
        }
        plugin {
          quota = count:User quota
          quota_vsizes = yes
          quota_max_mail_size = {{options.MaxMailSize ?? 0}}B
        }
        namespace inbox {
          inbox = yes
          separator = {{options.Separator}}
          prefix = {{options.Prefix}}
        {{string.Join('\n', options.SpecialFolders.Select(SpecialFolder))}}
        }
        {{string.Join('\n', options.FurtherNamespaces.Select((prefix, number) => PrivateNamespace(options, prefix, number)))}}
        {{(options.SharedNamespaces ? SharedNamespaces(options, paths) : string.Empty)}}
        passdb {
          driver = passwd-file
          args = {{paths.MasterUsers}}
          master = yes
          result_success = continue
        }
        passdb {
          driver = passwd-file
          args = username_format=%u {{paths.Users}}
        }
        {{(options.Introspection is null ? string.Empty : TakesTokens(paths))}}
        userdb {
          driver = passwd-file
          args = username_format=%u {{paths.Users}}
          default_fields = uid={{user.Name}} gid={{user.Group}} home={{paths.HomeOf("%u")}}
        }
        service anvil {
          chroot =
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service imap-login {
          chroot =
          service_count = 0
          inet_listener imap {
            port = {{port}}
          }
          inet_listener imaps {
            port = {{tlsPort}}
            ssl = yes
          }
        }
        service imap {
          process_limit = 500
        }
        {{options.FurtherSettings}}

        """;

    private static string Location(DovecotStorage storage, string home) => storage switch
    {
        DovecotStorage.Maildir => $"maildir:{home}/Maildir:LAYOUT=fs",
        DovecotStorage.MaildirPlusPlus => $"maildir:{home}/Maildir",
        DovecotStorage.Sdbox => $"sdbox:{home}/sdbox",
        DovecotStorage.Mdbox => $"mdbox:{home}/mdbox",
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, null),
    };

    private static string SpecialFolder(SpecialFolder folder) => $$"""
          mailbox "{{folder.Name}}" {
            special_use = {{folder.Use}}
            auto = {{(folder.Create ? "create" : "no")}}
          }
        """;

    private static string TakesTokens(DovecotPaths paths) => $$"""
        passdb {
          driver = oauth2
          mechanisms = xoauth2 oauthbearer
          args = {{paths.Introspection}}
        }
        """;

    /// <summary>What Dovecot has to know of whoever issues tokens. A token of an app's is made out to nobody.</summary>
    public static string WriteIntrospection(Uri introspection) => $"""
        introspection_url = {introspection}
        introspection_mode = post
        username_attribute = username
        username_format = user
        active_attribute = active
        active_value = true

        """;

    private static string PrivateNamespace(DovecotOptions options, string prefix, int number) => $$"""
        namespace private{{number}} {
          type = private
          separator = {{options.Separator}}
          prefix = {{prefix}}
          location = {{Location(options.Storage, $"~/private{number}")}}
          list = yes
        }
        """;

    private static string SharedNamespaces(DovecotOptions options, DovecotPaths paths) => $$"""
        plugin {
          acl = vfile:{{paths.SharedRights}}
          acl_shared_dict = file:{{paths.Folder}}/shared
        }
        namespace public {
          type = public
          separator = {{options.Separator}}
          prefix = Public{{options.Separator}}
          location = {{Location(options.Storage, $"{paths.Folder}/public")}}
          subscriptions = no
          list = children
        }
        namespace shared {
          type = shared
          separator = {{options.Separator}}
          prefix = Shared{{options.Separator}}%%u{{options.Separator}}
          location = {{Location(options.Storage, "%%h")}}
          subscriptions = no
          list = children
        }
        """;
}
