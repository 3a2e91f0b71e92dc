-- The language server for Neovim, from 0.7 on. Put this file into
-- ~/.config/nvim/plugin/verbatim.lua; `verbatim` must be on the PATH, and full texts
-- that may not be published in the folder that $VERBATIM_TEXTS names.
--
-- Findings show while you type. With the keys that Neovim itself suggests (:help
-- lsp-config): completion <C-x><C-o>, the passage K, to the passage gd, all uses gr,
-- fixes and another ID as below.

-- A site is the folder with config.toml and content/.
local function site(file)
  local found = vim.fn.findfile('config.toml', vim.fn.fnamemodify(file, ':p:h') .. ';')
  local folder = found ~= '' and vim.fn.fnamemodify(found, ':p:h') or nil
  return folder and vim.fn.isdirectory(folder .. '/content') == 1 and folder or nil
end

local function keys(_, buffer)
  vim.bo[buffer].omnifunc = 'v:lua.vim.lsp.omnifunc'
  local function map(key, what)
    vim.keymap.set('n', key, what, { buffer = buffer })
  end
  map('K', vim.lsp.buf.hover)
  map('gd', vim.lsp.buf.definition)
  map('gr', vim.lsp.buf.references)
  map('<Leader>a', vim.lsp.buf.code_action)
  map('<Leader>r', vim.lsp.buf.rename)
end

-- Before 0.10 Neovim renames files for a server, and no folders, which sources are.
if vim.fn.has('nvim-0.10') == 0 then
  local rename = vim.lsp.util.rename
  vim.lsp.util.rename = function(old, new, options)
    if vim.fn.isdirectory(old) == 0 then
      return rename(old, new, options)
    end
    local shown = vim.api.nvim_buf_get_name(0)
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.startswith(vim.api.nvim_buf_get_name(buffer), old .. '/') then
        if vim.api.nvim_buf_is_loaded(buffer) then
          vim.api.nvim_buf_call(buffer, function() vim.cmd('silent write!') end)
        end
        vim.api.nvim_buf_delete(buffer, { force = true })
      end
    end
    assert(os.rename(old, new))
    if vim.startswith(shown, old .. '/') then
      vim.cmd('edit ' .. vim.fn.fnameescape(new .. shown:sub(#old + 1)))
    end
  end
end

local clients = {} -- one for each site

vim.api.nvim_create_autocmd('FileType', {
  pattern = { 'markdown', 'text', 'toml', 'json' },
  callback = function(event)
    local file = vim.api.nvim_buf_get_name(event.buf)
    local folder = file ~= '' and site(file)
    if not folder then
      return
    end
    if not (clients[folder] and vim.lsp.get_client_by_id(clients[folder])) then
      clients[folder] = vim.lsp.start_client({
        name = 'verbatim',
        cmd = { 'verbatim', 'lsp' },
        root_dir = folder,
        workspace_folders = { { uri = vim.uri_from_fname(folder), name = folder } },
        on_attach = keys,
      })
    end
    vim.lsp.buf_attach_client(event.buf, clients[folder])
  end,
})
